package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.testing.ImporterProcess;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;
import org.scalelite.stores.PostgresServer;

/** Importers, PostgreSQL and the disk fail in the middle of many archives (specification, 16.1 to 16.3). */
class ChaosTest {
    private static final int ARCHIVES = 100;
    private static final Duration TIMEOUT = TestTimeout.LIMIT;

    /** Every tenth is broken in one way or another. */
    private static List<TestArchive> dropAll(TestSpool spool) {
        List<TestArchive> good = new ArrayList<>();
        for (int i = 0; i < ARCHIVES; i++) {
            TestArchive archive =
                    TestArchive.of("r" + i).file("presentation", "slides.bin", TestArchive.bytes(50_000, i));
            if (i % 10 == 9) {
                archive.file("presentation", "metadata.xml", "<broken");
            } else {
                good.add(archive);
            }
            archive.drop(spool.spool());
        }
        return good;
    }

    private static void assertEachImportedOnce(TestSpool spool, List<TestArchive> good) {
        good.forEach(spool::assertImported);
        assertThat(spool.database().value("select count(*) from recordings")).isEqualTo(String.valueOf(good.size()));
        assertThat(spool.failed()).hasSize((ARCHIVES - good.size()) * 2);
        assertThat(spool.reason("r9.tar")).contains("metadata.xml cannot be read");
        spool.assertTidy();
    }

    @Test
    void killedImportersLoseNoneOfAHundredArchives(@TempDir Path directory) {
        try (PostgresServer postgres = PostgresServer.start();
                TestSpool spool = new TestSpool(directory, new TestDatabase(postgres.url()))
                        .with("RECORDING_IMPORT_LEASE", "2")) {
            List<TestArchive> good = dropAll(spool);
            Path log = directory.resolve("importer.log");
            try (ImporterProcess first = ImporterProcess.start(spool.environment(), log);
                    ImporterProcess second = ImporterProcess.start(spool.environment(), log)) {
                awaitLeft(spool, 75);
                first.kill();
                awaitLeft(spool, 50);
                postgres.stop();
                // The importer that works now notices; no archive can be finished.
                await().atMost(TIMEOUT)
                        .until(() -> Files.readString(log).contains("not imported yet")
                                || Files.readString(log).contains("PostgreSQL does not answer"));
                postgres.restart();
                awaitLeft(spool, 25);
                second.kill();
            }
            try (ImporterProcess _ = ImporterProcess.start(spool.environment(), log)) {
                spool.awaitEmptySpool();
            }
            assertEachImportedOnce(spool, good);
        }
    }

    @Test
    void aPostgresqlThatHangsCostsNoAttempt(@TempDir Path directory) {
        Path log = directory.resolve("importer.log");
        try (PostgresServer postgres = PostgresServer.start();
                TestSpool spool = new TestSpool(directory, new TestDatabase(postgres.url()))
                        .with("RECORDING_IMPORT_ATTEMPTS", "1");
                ImporterProcess _ = ImporterProcess.start(spool.environment(), log)) {
            TestArchive before = TestArchive.of("before").format("presentation");
            before.drop(spool.spool());
            spool.awaitEmptySpool();
            postgres.hang();
            TestArchive during = TestArchive.of("during").format("presentation");
            during.drop(spool.spool());
            await().atMost(TIMEOUT).until(() -> Files.readString(log).contains("PostgreSQL"));
            postgres.goOn();
            spool.awaitEmptySpool();
            spool.assertImported(before);
            spool.assertImported(during);
            assertThat(spool.failed()).isEmpty();
        }
    }

    private static void awaitLeft(TestSpool spool, int archives) {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> spool.archives().size() <= archives);
    }

    private static Path mounted(Path directory, String size, String purpose) throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()),
                "SKIPPED: no file system can be mounted here, so " + purpose + " is not tested");
        return disk;
    }

    @Test
    void aFullDiskLosesNothing(@TempDir Path directory) throws Exception {
        Path disk = mounted(directory, "4m", "the full disk");
        try (TestSpool spool = new TestSpool(directory)
                .with("RECORDING_WORK_DIR", disk.resolve("work").toString())
                .with("RECORDING_PUBLISH_DIR", disk.resolve("published").toString())
                .with("RECORDING_UNPUBLISH_DIR", disk.resolve("unpublished").toString())
                .with("RECORDING_IMPORT_ATTEMPTS", "2")) {
            // The reserve that is kept free is larger than this disk, so the archives wait for the operator.
            List<TestArchive> good = dropAll(spool);
            spool.importer();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(spool.database()
                                    .value("select count(*) from recording_imports where last_error like '%MiB free%'"))
                            .isEqualTo(String.valueOf(ARCHIVES)));
            assertThat(spool.archives()).hasSize(ARCHIVES);
            assertThat(spool.failed()).isEmpty();

            // Now there is room at first, but not for all of them: the disk fills up while archives are unpacked.
            assertThat(run("mount", "-o", "remount,size=19m", disk.toString())).isTrue();
            await().atMost(TIMEOUT)
                    .until(() -> Integer.parseInt(spool.database().value("select count(*) from recordings")) > 0);
            Path ballast = disk.resolve("ballast");
            assertThat(run("sh", "-c", "cat /dev/zero > " + ballast))
                    .as("the disk is full")
                    .isFalse();
            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
            Files.delete(ballast);

            spool.awaitEmptySpool();
            assertEachImportedOnce(spool, good);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void aRefusalOfTheDatabaseIsNotTriedForEver(@TempDir Path directory) {
        try (TestSpool spool = new TestSpool(directory).with("RECORDING_IMPORT_ATTEMPTS", "3")) {
            try (var _ = spool.importer()) {
                TestArchive.of("first").drop(spool.spool());
                spool.awaitEmptySpool();
            }
            spool.database().run("alter table metadata add constraint broken check (value <> 'Moodle') not valid");
            TestArchive.of("bad").drop(spool.spool());
            TestArchive.of("first").file("presentation", "index.html", "new").drop(spool.spool());
            spool.importer();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(spool.failed()).hasSize(4));
            assertThat(spool.reason("bad.tar")).contains("3 attempts").contains("broken");
            spool.assertImported(TestArchive.of("first"));
            spool.assertTidy();
        }
    }

    @Test
    void twoImportersShareTheWorkWithoutADouble(@TempDir Path directory) {
        try (TestSpool spool = new TestSpool(directory).with("RECORDING_IMPORT_LEASE", "600")) {
            List<TestArchive> good = dropAll(spool);
            spool.importer();
            spool.importer();
            spool.awaitEmptySpool();
            assertEachImportedOnce(spool, good);
            // A second import of a recording would have replaced the rows of its thumbnails.
            assertThat(spool.database().value("select max(id) - count(*) from thumbnails"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aReadOnlyVolumeOnlyDelays(@TempDir Path directory) throws Exception {
        Path disk = mounted(directory, "64m", "the read-only volume");
        try (TestSpool spool = new TestSpool(directory)
                .with("RECORDING_PUBLISH_DIR", disk.resolve("published").toString())
                .with("RECORDING_IMPORT_ATTEMPTS", "1")) {
            Files.createDirectories(disk.resolve("published/presentation"));
            assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
            TestArchive archive = TestArchive.of("r1");
            archive.drop(spool.spool());
            spool.importer();
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(spool.database().value("select max(last_error) from recording_imports"))
                                    .contains("cannot be written"));
            assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
            spool.awaitEmptySpool();
            spool.assertImported(archive);
            assertThat(Files.readString(
                            directory.resolve("disk/published/presentation/r1/index.html"), StandardCharsets.UTF_8))
                    .contains("r1");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }
}
