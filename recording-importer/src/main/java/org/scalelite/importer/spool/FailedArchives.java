package org.scalelite.importer.spool;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.recording.DirectoryMove;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.importer.job.FailedArchiveRepository.FailedArchive;

/** {@code spool/failed/}: archives that could not be imported, each with a text file: the reason, and what to do. */
@Singleton
record FailedArchives(RecordingConfig config) {
    private static final String PARAGRAPH = "\n\n";

    Path directory() {
        return config.spool().resolve("failed");
    }

    /**
     * Puts an archive quarantined. The reason is written first, so that no archive is there without one.
     *
     * @param attempts at it
     * @throws IOException if it cannot be moved; it is in the spool then
     */
    FailedArchive put(SpoolArchive archive, int attempts, List<String> reasons) throws IOException {
        Files.createDirectories(directory());
        Path place = free(archive.name());
        String name = String.valueOf(place.getFileName());
        Files.writeString(error(name), text(archive, name, reasons));
        DirectoryMove.sync(error(name));
        Files.move(archive.path(), place, StandardCopyOption.ATOMIC_MOVE);
        DirectoryMove.sync(directory());
        return new FailedArchive(name, directory(), archive.bytes(), attempts, String.join("\n", reasons));
    }

    /** An archive of this name may have failed before; it may be a different one. */
    private Path free(String name) {
        Path place = directory().resolve(name);
        for (int i = 1; Files.exists(place); i++) {
            place = directory().resolve(name.substring(0, name.length() - ".tar".length()) + "." + i + ".tar");
        }
        return place;
    }

    private Path error(String name) {
        return directory().resolve(name + ".error.txt");
    }

    private static String text(SpoolArchive archive, String name, List<String> reasons) {
        return """
                The archive %s (%d bytes) was not imported, or not all of it.

                %s

                %s
                To try again when the cause is gone, run
                    scalelite recordings retry %s
                or move it back into the spool directory.
                """.formatted(archive.name(), archive.bytes(), String.join("\n", reasons), Instant.now(), name);
    }

    /** The names of all that are there. */
    Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        if (Files.isDirectory(directory())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), "*.tar")) {
                files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            }
        }
        return names;
    }

    /** An archive that is there, as far as it can be told from the directory; empty if it has just gone. */
    Optional<FailedArchive> find(String name) throws IOException {
        try {
            long bytes = Files.size(directory().resolve(name));
            return Optional.of(new FailedArchive(name, directory(), bytes, 0, reason(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private String reason(String name) throws IOException {
        if (Files.notExists(error(name))) {
            return "there is no " + error(name).getFileName();
        }
        String[] paragraphs = Files.readString(error(name)).split(PARAGRAPH, -1);
        return paragraphs.length > 1 ? paragraphs[1] : paragraphs[0];
    }

    /**
     * Moves an archive back into the spool.
     *
     * @return why not; empty if it is there now
     * @throws IOException if it cannot be moved
     */
    Optional<String> requeue(String name) throws IOException {
        Path quarantined = directory().resolve(name);
        Path place = config.spool().resolve(name);
        if (Files.exists(quarantined)) {
            if (!moveUnlessTaken(quarantined, place)) {
                return Optional.of("an archive of this name has come again: it is imported first");
            }
            DirectoryMove.sync(config.spool());
        } else if (Files.notExists(place)) {
            // It is there if an importer died between the move and the end of the transaction.
            return Optional.of("the file is no longer in %s: it was moved or removed by hand".formatted(directory()));
        }
        Files.deleteIfExists(error(name));
        return Optional.empty();
    }

    /** A rename would replace what a BBB server sends at this very moment; a link does not. */
    private static boolean moveUnlessTaken(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (FileAlreadyExistsException _) {
            if (!Files.isSameFile(source, target)) {
                return false;
            }
        } catch (UnsupportedOperationException | FileSystemException _) {
            return renameUnlessTaken(source, target);
        }
        Files.delete(source);
        return true;
    }

    /** Where there are no links, or none to files of another user. */
    private static boolean renameUnlessTaken(Path source, Path target) throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
