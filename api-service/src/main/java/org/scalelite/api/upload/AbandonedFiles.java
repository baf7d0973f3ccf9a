package org.scalelite.api.upload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Partial uploads without new data for a day. */
final class AbandonedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedFiles.class);
    private static final Duration TIMEOUT = Duration.ofDays(1);
    private static final Pattern PARTIAL = Pattern.compile("\\..+-[0-9a-f]{16}\\.part");

    private AbandonedFiles() {}

    /** Removes them from a spool directory. */
    static void remove(Path directory) throws IOException {
        Instant limit = Instant.now().minus(TIMEOUT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, AbandonedFiles::isPartial)) {
            for (Path file : files) {
                // Another replica may have completed or removed it meanwhile.
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                    LOG.info("Removed {}: the upload was not continued for a day", file.getFileName());
                }
            }
        }
    }

    private static boolean isPartial(Path file) {
        return PARTIAL.matcher(String.valueOf(file.getFileName())).matches();
    }
}
