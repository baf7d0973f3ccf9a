package org.scalelite.importer.publish;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.common.recording.RecordingConfig;

/** Whether the directories can take a recording: a full or lost disk is no fault of an archive (specification, 16.1). */
@Singleton
record Disk(RecordingConfig config) {
    private static final long RESERVE = 16L << 20;
    private static final Pattern ENVIRONMENT =
            Pattern.compile("no space|quota|read-only|stale|transport endpoint|input/output", Pattern.CASE_INSENSITIVE);

    /** Why an archive cannot be unpacked now; empty if it can. */
    Optional<String> problem(long archiveBytes) {
        for (Path directory : List.of(config.work(), config.published(), config.unpublished())) {
            Optional<String> problem = notWritable(directory);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return tooFull(config.work(), archiveBytes);
    }

    private static Optional<String> notWritable(Path directory) {
        try {
            Files.createDirectories(directory);
            // One name for all importers: the next probe removes the file of a killed one.
            Path probe = directory.resolve(".scalelite.probe");
            Files.newByteChannel(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                    .close();
            Files.deleteIfExists(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("%s cannot be written: %s".formatted(directory, e));
        }
    }

    private static Optional<String> tooFull(Path directory, long archiveBytes) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return free < archiveBytes + RESERVE
                    ? Optional.of("%s has %d MiB free, the archive needs %d"
                            .formatted(directory, free >> 20, (archiveBytes + RESERVE) >> 20))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("%s cannot be looked at: %s".formatted(directory, e));
        }
    }

    /** Whether an error came from the disk, not from the archive. */
    boolean isToBlame(IOException error, long archiveBytes) {
        return ENVIRONMENT.matcher(String.valueOf(error.getMessage())).find()
                || problem(archiveBytes).isPresent();
    }
}
