package org.scalelite.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The archive of a sample recording, as a BBB server makes it. */
final class SampleArchive {
    static final String VIDEO = "8e0624de3226cd1f80299b60081769ac95967e9b-1767603600123";
    private static final Duration QUICK = Duration.ofMinutes(1);

    private SampleArchive() {}

    /** Packs a recording of the format "video" into a directory. */
    static Path make(Path directory, String recordId) {
        Path archive = directory.resolve(recordId + ".tar");
        new Shell(Map.of())
                .succeed(
                        QUICK, "tar", "-C", "deploy/sample-recordings", "-cf", archive.toString(), "video/" + recordId);
        return archive;
    }
}
