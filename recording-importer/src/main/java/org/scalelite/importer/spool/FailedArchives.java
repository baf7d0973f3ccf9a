package org.scalelite.importer.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.scalelite.common.recording.DirectoryMove;

/** {@code spool/failed/}: archives that could not be imported, each with a text that says why and what to do. */
final class FailedArchives {
    private final Path directory;

    FailedArchives(Path spool) {
        this.directory = spool.resolve("failed");
    }

    /**
     * Puts an archive aside. The reason is written first, so that no archive is there without one.
     *
     * @throws IOException if it cannot be moved; it is in the spool then
     */
    void put(SpoolArchive archive, List<String> reasons) throws IOException {
        Files.createDirectories(directory);
        Path place = free(archive.name());
        Path error = directory.resolve(place.getFileName() + ".error.txt");
        Files.writeString(error, text(archive, reasons));
        DirectoryMove.sync(error);
        Files.move(archive.path(), place, StandardCopyOption.ATOMIC_MOVE);
        DirectoryMove.sync(directory);
    }

    /** An archive of this name may have failed before; it may be a different one. */
    private Path free(String name) {
        Path place = directory.resolve(name);
        for (int i = 1; Files.exists(place); i++) {
            place = directory.resolve(name.substring(0, name.length() - ".tar".length()) + "." + i + ".tar");
        }
        return place;
    }

    private String text(SpoolArchive archive, List<String> reasons) {
        return """
                The archive %s (%d bytes) was not imported, or not all of it.

                %s

                %s
                To try again when the cause is gone, move it back into the spool directory, or run
                    scalelite recordings import FILE
                """.formatted(
                        archive.name(), archive.bytes(), String.join(System.lineSeparator(), reasons), Instant.now());
    }
}
