package org.scalelite.cli.doctor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scalelite.cli.doctor.Planted.planted;
import static org.scalelite.common.doctor.Finding.Severity.PROBLEM;
import static org.scalelite.common.doctor.Finding.Severity.WARNING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Faults of the directories of recordings. */
final class PlantedInDirectories {
    /** Of two protected recordings and one that is not, and one that is protected and not published. */
    private static final String RECORDINGS = """
            insert into recordings (record_id, meeting_id, published, state, protected) values
                ('there', 'room', true, 'published', true), ('gone', 'room', true, 'published', true),
                ('open', 'room', true, 'published', false), ('hidden', 'room', false, 'unpublished', true);
            insert into playback_formats (recording_id, format, url)
                select id, 'video', '/video/' || record_id from recordings
            """;

    private PlantedInDirectories() {}

    static Stream<Planted> recordings() {
        return Stream.of(
                planted(
                        "a missing directory",
                        PROBLEM,
                        "is missing (RECORDING_WORK_DIR)",
                        "mkdir -p",
                        it -> Installation.run(() -> Files.delete(it.directory("WORK")))),
                planted(
                        "a file instead",
                        PROBLEM,
                        "is no directory",
                        "RECORDING_PUBLISH_DIR",
                        it -> Installation.run(() -> {
                            Files.delete(it.directory("PUBLISH"));
                            Files.createFile(it.directory("PUBLISH"));
                        })),
                planted("two file systems", PROBLEM, "another file system", "the same mount", it -> {
                    Path other = Path.of("/dev/shm");
                    assumeTrue(Files.isWritable(other), "there is no second file system");
                    Installation.run(() -> assumeTrue(
                            !Files.getFileStore(other).equals(Files.getFileStore(it.root())),
                            "there is no second file system"));
                    it.set("RECORDING_UNPUBLISH_DIR", other.toString());
                }),
                planted(
                        "no player",
                        WARNING,
                        "is missing (PLAYBACK_PLAYER_DIR)",
                        "install-player ssh:BBB-SERVER",
                        it -> {
                            it.set("PLAYBACK_DELIVERY", "direct");
                            it.set(
                                    "PLAYBACK_PLAYER_DIR",
                                    it.root().resolve("nowhere").toString());
                        }),
                planted(
                        "an archive that waits",
                        WARNING,
                        "1 archive older than a day",
                        "an importer runs",
                        it -> Installation.run(() -> Files.setLastModifiedTime(
                                Files.createFile(it.directory("SPOOL").resolve("old.tar")),
                                FileTime.from(Instant.now().minus(Duration.ofDays(2)))))),
                planted(
                        "a protected recording without files",
                        WARNING,
                        "1 link to protected recordings leads to no files, among them video/gone",
                        "recordings verify",
                        it -> {
                            it.later(() -> it.database().run("delete from playback_formats; delete from recordings"));
                            it.database().run(RECORDINGS);
                            Installation.run(() -> Files.createDirectories(
                                    it.directory("PUBLISH").resolve("video").resolve("there")));
                        }),
                planted(
                        "an archive that failed",
                        WARNING,
                        "among them bad.tar",
                        ".error.txt",
                        it -> Installation.run(() -> {
                            Path failed =
                                    Files.createDirectory(it.directory("SPOOL").resolve("failed"));
                            Files.createFile(failed.resolve("bad.tar"));
                            Files.createFile(failed.resolve("bad.tar.error.txt"));
                        })));
    }
}
