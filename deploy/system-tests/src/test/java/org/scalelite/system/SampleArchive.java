package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.scalelite.common.testing.TestTimeout;

/** The archive of a sample recording, as a BBB server makes it. */
final class SampleArchive {
    static final String VIDEO = "8e0624de3226cd1f80299b60081769ac95967e9b-1767603600123";
    static final String PRESENTATION = "f71d810b6e90a4a34ae02b8c7143e8733178578e-1767776400789";
    private static final Duration QUICK = TestTimeout.LIMIT;

    private SampleArchive() {}

    /** Packs a recording of the format "video" into a directory. */
    static Path make(Path directory, String recordId) {
        Path archive = directory.resolve(recordId + ".tar");
        new Shell(Map.of())
                .succeed(
                        QUICK, "tar", "-C", "deploy/sample-recordings", "-cf", archive.toString(), "video/" + recordId);
        return archive;
    }

    /** Packs a recording of the format "presentation" into a directory: no more than a player asks for at first. */
    static Path presentation(Path directory) {
        try {
            String metadata = Files.readString(
                            SuiteProcess.ROOT.resolve("deploy/sample-recordings/video/" + VIDEO + "/metadata.xml"))
                    .replace("/playback/video/" + VIDEO + "/", "/playback/presentation/2.3/" + PRESENTATION)
                    .replace("<format>video<", "<format>presentation<")
                    .replace("/video/", "/presentation/")
                    .replace(VIDEO, PRESENTATION);
            Path recording = Files.createDirectories(directory.resolve("presentation/" + PRESENTATION));
            Files.writeString(recording.resolve("metadata.xml"), metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path archive = directory.resolve(PRESENTATION + ".tar");
        new Shell(Map.of())
                .succeed(QUICK, "tar", "-C", directory.toString(), "-cf", archive.toString(), "presentation");
        return archive;
    }
}
