package org.scalelite.cli.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.text.Amounts;

/** Archives in the spool that no importer has taken, and failed ones. */
final class SpoolCheck {
    private static final Duration LONG = Duration.ofDays(1);

    private SpoolCheck() {}

    static List<Finding> run(Path spool, Instant now) throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<Path> old = new ArrayList<>();
        for (Path archive : archives(spool)) {
            if (modified(archive, now).isBefore(now.minus(LONG))) {
                old.add(archive);
            }
        }
        if (!old.isEmpty()) {
            findings.add(Finding.warning(
                    spool.toString(),
                    "%s older than a day, waiting to be imported, among them %s"
                            .formatted(
                                    Amounts.count(old.size(), "archive"),
                                    old.getFirst().getFileName()),
                    "see that an importer runs, and its log; docs/importer.md"));
        }
        List<Path> failed = archives(spool.resolve("failed"));
        if (!failed.isEmpty()) {
            findings.add(Finding.warning(
                    spool.resolve("failed").toString(),
                    "%s that could not be imported, among them %s"
                            .formatted(
                                    Amounts.count(failed.size(), "archive"),
                                    failed.getFirst().getFileName()),
                    "read the .error.txt beside each; then 'scalelite recordings import FILE', or delete it"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(spool.toString(), "no archive waits for long, none has failed"));
        }
        return findings;
    }

    private static List<Path> archives(Path directory) throws IOException {
        List<Path> archives = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.tar")) {
                for (Path file : files) {
                    if (!String.valueOf(file.getFileName()).startsWith(".")) {
                        archives.add(file);
                    }
                }
            }
        }
        archives.sort(null);
        return archives;
    }

    /** An importer may have taken it in meanwhile: then it is as good as new. */
    private static Instant modified(Path archive, Instant now) {
        try {
            return Files.getLastModifiedTime(archive).toInstant();
        } catch (IOException _) {
            return now;
        }
    }
}
