package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.publish.ImportSteps.Step;
import org.scalelite.importer.testing.ImporterProcess;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** An importer that is killed at any step loses nothing (specification, sections 11 and 16.1). */
class CrashTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";

    private Path directory;
    private TestSpool spool;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = temporary;
        spool = new TestSpool(temporary).with("RECORDING_IMPORT_LEASE", "1");
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private void dieAt(Step step) {
        try (ImporterProcess importer =
                ImporterProcess.start(spool.environment(), directory.resolve("importer.log"), step.name())) {
            assertThat(importer.awaitDeath()).isEqualTo(137);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aKillAtAnyStepLeavesOneWholeRecording(Step step) {
        TestArchive before = TestArchive.of(ID).file("presentation", "version.txt", "old");
        before.drop(spool.spool());
        try (var _ = spool.importer()) {
            spool.awaitEmptySpool();
        }
        TestArchive after =
                TestArchive.of(ID).file("presentation", "version.txt", "new").format("video");
        Path archive = after.drop(spool.spool());

        dieAt(step);
        assertThat(Files.exists(archive)).as("the archive goes last").isEqualTo(step != Step.REMOVED);

        spool.importer();
        spool.awaitEmptySpool();
        spool.assertImported(after);
        spool.assertTidy();
        assertThat(spool.failed()).isEmpty();
        assertThat(spool.database().value("select count(*) from recordings")).isEqualTo("1");
        assertThat(spool.database().value("select count(*) from playback_formats"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"ASIDE", "STORED"})
    void theOldRecordingIsRestoredAfterAFailedImport(Step step) throws Exception {
        TestArchive before = TestArchive.of(ID).file("presentation", "version.txt", "old");
        before.drop(spool.spool());
        try (var _ = spool.importer()) {
            spool.awaitEmptySpool();
        }
        Path archive =
                TestArchive.of(ID).file("presentation", "version.txt", "new").drop(spool.spool());
        dieAt(step);
        Files.write(archive, "now it is broken".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        spool.importer();
        spool.awaitEmptySpool();
        assertThat(spool.failed()).contains(ID + ".tar");
        spool.assertImported(before);
        spool.assertTidy();
    }

    @Test
    void aStopLetsTheArchivesInHandFinish() {
        for (int i = 0; i < 20; i++) {
            TestArchive.of("r" + i).drop(spool.spool());
        }
        try (ImporterProcess importer = ImporterProcess.start(spool.environment(), directory.resolve("importer.log"))) {
            org.awaitility.Awaitility.await()
                    .atMost(TestTimeout.LIMIT)
                    .until(() -> spool.archives().size() < 20);
            assertThat(importer.stop()).isIn(0, 143);
        }
        assertThat(spool.database().value("select count(*) from recording_imports where state = 'running'"))
                .isEqualTo("0");
        spool.assertTidy();
        int left = spool.archives().size();
        assertThat(spool.database().value("select count(*) from recordings")).isEqualTo(String.valueOf(20 - left));
    }
}
