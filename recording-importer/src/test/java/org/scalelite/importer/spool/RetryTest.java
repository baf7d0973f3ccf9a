package org.scalelite.importer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.Settings;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJob.State;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.ImportJobListRepository.RetryOutcome;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.RecordingImporter;
import org.scalelite.importer.publish.ImportSteps;
import org.scalelite.importer.publish.ImportSteps.Step;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;

/** Archives that failed or wait are tried again on request, also from a machine without a spool (docs/importer.md). */
class RetryTest {
    private static final String ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";
    private static final String ARCHIVE = ID + ".tar";
    private static final Duration TIMEOUT = TestTimeout.LIMIT;
    private static final String REFUSED = "insert into recordings (record_id, meeting_id, published, state, deleted_at)"
            + " values ('%1$s', 'room-%1$s', false, 'deleted', now())";

    private final Map<String, Integer> imported = new ConcurrentHashMap<>();
    private final ImportSteps counted = (archive, step) -> {
        if (step == Step.INDEXED) {
            imported.merge(archive, 1, Integer::sum);
        }
    };
    private TestSpool spool;
    private ApplicationContext elsewhere;
    private ImportJobListRepository jobs;

    @BeforeEach
    void open(@TempDir Path directory) {
        // No importer dies here, so a busy machine must not cost one its claim.
        spool = new TestSpool(directory).with("RECORDING_IMPORT_LEASE", "600");
        elsewhere = RecordingImporter.start(Settings.of(spool.environment()));
        jobs = elsewhere.getBean(ImportJobListRepository.class);
    }

    @AfterEach
    void close() {
        spool.close();
        elsewhere.close();
    }

    /** Archives that are refused because their recordings were deleted, until they no longer are. */
    private void fail(List<String> recordIds) {
        recordIds.forEach(id -> spool.database().run(REFUSED.formatted(id)));
        recordIds.forEach(id -> TestArchive.of(id).drop(spool.spool()));
        try (var _ = spool.importer()) {
            spool.awaitEmptySpool();
        }
        spool.database().run("delete from recordings");
    }

    private ImportJob job(String archive) {
        return jobs.find(archive).orElseThrow();
    }

    private long failed() {
        return jobs.list(EnumSet.of(State.FAILED), 1, 0).total();
    }

    private void awaitRetried() {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(failed()).isZero());
        spool.awaitEmptySpool();
    }

    @Test
    void failedArchivesAreEachImportedOnceByTwoImporters() {
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> "r" + i).toList();
        fail(ids);
        assertThat(failed()).isEqualTo(20);
        spool.importer(counted);
        spool.importer(counted);
        assertThat(jobs.retryFailed()).hasSize(20);

        awaitRetried();
        ids.forEach(id -> spool.assertImported(TestArchive.of(id)));
        assertThat(imported)
                .hasSize(20)
                .allSatisfy((_, times) -> assertThat(times).isOne());
        assertThat(spool.failed()).as("archives and their reasons").isEmpty();
        spool.assertTidy();
    }

    @Test
    void aFailedArchiveIsKnownWithItsReason() {
        fail(List.of(ID));
        ImportJob job = job(ARCHIVE);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.attempts()).isOne();
        assertThat(job.bytes()).isPositive();
        assertThat(job.lastError().orElseThrow()).contains("was deleted");
        assertThat(spool.reason(ARCHIVE)).contains("scalelite recordings retry " + ARCHIVE);
    }

    @Test
    void aRetryOfAMissingFileIsReported() throws IOException {
        fail(List.of(ID));
        Files.delete(spool.spool().resolve("failed").resolve(ARCHIVE));
        assertThat(jobs.retry(ARCHIVE)).isEqualTo(new RetryOutcome.Requested());
        assertThat(job(ARCHIVE).retryRequestedAt()).isPresent();
        spool.importer();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(job(ARCHIVE).lastError().orElseThrow())
                        .contains("no longer in")
                        .contains("failed"));
        assertThat(job(ARCHIVE).state()).isEqualTo(State.FAILED);
        assertThat(job(ARCHIVE).retryRequestedAt()).isEmpty();
    }

    @Test
    void anArchiveMovedBackIsNoLongerFailed() throws IOException {
        fail(List.of(ID));
        Path aside = spool.spool().resolve("failed");
        Files.move(aside.resolve(ARCHIVE), spool.spool().resolve(ARCHIVE));
        spool.importer();
        spool.awaitEmptySpool();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(jobs.find(ARCHIVE)).isEmpty());
        spool.assertImported(TestArchive.of(ID));
    }

    @Test
    void archivesQuarantinedByOldVersionsAreRetried() {
        fail(List.of(ID));
        spool.database().run("delete from failed_archives");
        spool.importer();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(failed()).isOne());
        assertThat(job(ARCHIVE).lastError().orElseThrow())
                .contains("was deleted")
                .doesNotContain("To try again");
        assertThat(jobs.retry(ARCHIVE)).isEqualTo(new RetryOutcome.Requested());
        awaitRetried();
        spool.assertImported(TestArchive.of(ID));
    }

    @Test
    void aRetryThatWasStoppedAfterTheMoveIsNotCalledGone() throws IOException {
        fail(List.of(ID));
        jobs.retry(ARCHIVE);
        Files.move(
                spool.spool().resolve("failed").resolve(ARCHIVE), spool.spool().resolve(ARCHIVE));
        spool.importer(counted);
        awaitRetried();
        spool.assertImported(TestArchive.of(ID));
        assertThat(imported).containsEntry(ARCHIVE, 1);
        assertThat(spool.failed()).isEmpty();
    }

    @Test
    void aWaitingArchiveIsTriedAtOnce() throws IOException {
        TestArchive archive = TestArchive.of(ID);
        Path work = Path.of(spool.environment().get("RECORDING_WORK_DIR"));
        Files.delete(work);
        Files.writeString(work, "no directory");
        archive.drop(spool.spool());
        try (var _ = spool.importer()) {
            await().atMost(TIMEOUT)
                    .until(() -> jobs.find(ARCHIVE).map(ImportJob::state).equals(Optional.of(State.WAITING)));
        }
        spool.database().run("update recording_imports set next_attempt_at = now() + interval '1 hour'");
        Files.delete(work);
        assertThat(job(ARCHIVE).nextAttemptAt()).isPresent();
        assertThat(jobs.retry(ARCHIVE)).isEqualTo(new RetryOutcome.Requested());
        spool.importer();
        spool.awaitEmptySpool();
        spool.assertImported(archive);
    }

    @Test
    void aRunningImportTellsHowFarItIsAndIsLeftAlone() {
        CountDownLatch looked = new CountDownLatch(1);
        TestArchive.of(ID).drop(spool.spool());
        spool.importer((_, step) -> {
            if (step == Step.STORED) {
                await().atMost(TIMEOUT).until(() -> looked.getCount() == 0);
            }
        });
        await().atMost(TIMEOUT)
                .untilAsserted(() ->
                        assertThat(jobs.find(ARCHIVE).flatMap(ImportJob::step)).contains("aside"));
        assertThat(job(ARCHIVE).state()).isEqualTo(State.RUNNING);
        assertThat(jobs.retry(ARCHIVE)).isEqualTo(new RetryOutcome.NotRetryable(State.RUNNING));
        looked.countDown();
        spool.awaitEmptySpool();
        spool.assertImported(TestArchive.of(ID));
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertThat(jobs.retry("unknown.tar")).isEqualTo(new RetryOutcome.NotFound());
        assertThat(jobs.retry("\0.tar")).isEqualTo(new RetryOutcome.NotFound());
        assertThat(jobs.find("unknown.tar")).isEmpty();
    }
}
