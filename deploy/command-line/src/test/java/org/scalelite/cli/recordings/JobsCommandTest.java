package org.scalelite.cli.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.stores.TestStores;

/** {@code scalelite recordings jobs} and {@code retry} over a real PostgreSQL, without any spool. */
class JobsCommandTest {
    @AutoClose
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
    }

    @BeforeEach
    void fill() {
        database.run("delete from recording_imports; delete from failed_archives;"
                + "insert into recording_imports (archive, state, step, attempts, bytes, last_error, next_attempt_at,"
                + " updated_at) values"
                + " ('run.tar', 'running', 'synced', 1, 3145728, null, now(), now() - interval '1 minute'),"
                + " ('wait.tar', 'waiting', 'received', 2, 10, 'disk full', now() + interval '1 hour',"
                + " now() - interval '2 minutes');"
                + "insert into failed_archives (archive, directory, bytes, attempts, reason, failed_at) values"
                + " ('bad.tar', '/spool/failed', 5, 10, E'no\\x1btar', now() - interval '3 minutes'),"
                + " ('worse.tar', '/spool/failed', 6, 0, 'nothing in it', now() - interval '4 minutes')");
    }

    private static Outcome run(String... arguments) {
        Settings settings = Settings.of(Map.of(
                "DATABASE_URL",
                database.url(),
                "REDIS_URL",
                TestStores.redisUrl(),
                "REDIS_NAMESPACE",
                "jobs-command-test"));
        return CommandRun.run(() -> settings, arguments);
    }

    private static String requested() {
        return database.value("select coalesce(string_agg(archive, ',' order by archive), '') from failed_archives"
                + " where retry_requested_at is not null");
    }

    @Test
    void listsNewestJobFirst() {
        Outcome result = run("recordings", "jobs");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly("ARCHIVE", "run.tar", "wait.tar", "bad.tar", "worse.tar");
        assertThat(result.out())
                .containsPattern("run.tar +running +synced +1 +3 ")
                .containsPattern("wait.tar +waiting +2 +0 ")
                .containsPattern("bad.tar +failed +10 +0 .* no\\?tar")
                .containsPattern("worse.tar +failed +0 ");
    }

    @Test
    void filtersLimitsAndPrintsJson() {
        assertThat(run("recordings", "jobs", "--state", "failed,waiting", "--limit", "1")
                        .out())
                .contains("wait.tar")
                .doesNotContain("bad.tar", "run.tar")
                .contains("… and 2 more");
        assertThat(run("recordings", "jobs", "--state", "indexed").out()).contains("No archives");
        assertThat(run("recordings", "jobs", "--state", "running", "--json").out())
                .contains("\"archive\" : \"run.tar\"", "\"step\" : \"synced\"", "\"last_error\" : null");
        Outcome wrong = run("recordings", "jobs", "--state", "lost");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("'lost' is no state");
    }

    @Test
    void retryIsRequestedInDatabase() {
        Outcome result = run("recordings", "retry", "bad.tar", "wait.tar");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("bad.tar: to be tried again", "wait.tar: to be tried again");
        assertThat(requested()).isEqualTo("bad.tar");
        assertThat(database.value("select next_attempt_at <= now() from recording_imports where archive = 'wait.tar'"))
                .isEqualTo("t");
        assertThat(run("recordings", "jobs", "--state", "failed").out()).containsPattern("bad.tar .* requested ");
    }

    @Test
    void namesArchivesThatCannotBeRetried() {
        Outcome result = run("recordings", "retry", "run.tar", "unknown.tar", "bad.tar");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("run.tar is running: an importer has it")
                .contains("Couldn't find an archive with name=unknown.tar");
        assertThat(requested()).as("the others are").isEqualTo("bad.tar");
    }

    @Test
    void retriesAllFailedAfterConfirmation() {
        Outcome asked = run("recordings", "retry", "--all-failed");
        assertThat(asked.exitCode()).as("nobody answers the question").isEqualTo(1);
        assertThat(asked.err()).contains("--yes");
        assertThat(requested()).isEmpty();
        assertThat(run("recordings", "retry", "--all-failed", "--yes").exitCode())
                .isZero();
        assertThat(requested()).isEqualTo("bad.tar,worse.tar");
        assertThat(run("recordings", "retry").exitCode()).isEqualTo(2);
        assertThat(run("recordings", "retry", "bad.tar", "--all-failed").exitCode())
                .isEqualTo(2);
    }
}
