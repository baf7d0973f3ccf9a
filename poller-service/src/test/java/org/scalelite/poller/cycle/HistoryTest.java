package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;

/** The history that polls of simulated servers leave in a real PostgreSQL. */
class HistoryTest {
    private final TestDatabase database = TestDatabase.migrated();
    private PolledPool pool = pool(Map.of());

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private PolledPool pool(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("DATABASE_URL", database.url(), "POLL_INTERVAL", "60"));
        all.putAll(settings);
        return new PolledPool(2, all);
    }

    private void poll() {
        pool.poll();
        pool.history().write();
    }

    private String runs(String columns) {
        return database.value("select coalesce(string_agg(concat_ws(' ', " + columns
                + "), ', ' order by created_at), '')" + " from meeting_runs");
    }

    @Test
    void meetingLeavesOneRowWithPeakAndMinutes() {
        int server = pool.create("room");
        pool.bbb(server).connectUsers("room", 1, 4);
        poll();
        pool.bbb(server).disconnectUsers("room");
        pool.bbb(server).connectUsers("room", 0, 2);
        // As if the first poll had been a minute ago.
        database.run("update meeting_runs set last_seen_at = last_seen_at - interval '1 minute', user_millis = 0");
        poll();
        pool.bbb(server).endMeeting("room");
        assertThat(runs("ended_at is null")).isEqualTo("t");
        poll();
        assertThat(runs("meeting_id, server_id, tenant_id, peak_users, recorded, ended_at > created_at"))
                .isEqualTo("room " + pool.id(server) + " 5 f t");
        assertThat(Long.parseLong(runs("user_millis"))).isBetween(120_000L, 150_000L);
        String internalId = runs("internal_id");
        pool.create("room");
        poll();
        assertThat(runs("internal_id")).startsWith(internalId + ", ").matches("[0-9a-f]{40}-\\d+, [0-9a-f]{40}-\\d+");
    }

    @Test
    void movedMeetingIsARowOnEachServer() {
        int server = pool.create("room");
        poll();
        pool.bbb(server).restartEmpty();
        poll();
        pool.bbb(1 - server).createMeeting("room", Map.of("name", "room", "moderatorPW", "mp"));
        poll();
        assertThat(runs("server_id, ended_at is null"))
                .isEqualTo(pool.id(server) + " f, " + pool.id(1 - server) + " t");
    }

    @Test
    void samplesPoolOnceAMinute() {
        int server = pool.create("room");
        pool.bbb(server).connectUsers("room", 1, 2);
        poll();
        poll();
        assertThat(database.value("select count(*) = 2 * count(distinct sampled_at) from pool_samples"))
                .isEqualTo("t");
        assertThat(database.value("select concat_ws(' ', meetings, users, load > 0) from pool_samples"
                        + " where server_id = '" + pool.id(server) + "' order by sampled_at limit 1"))
                .isEqualTo("1 3 t");
    }

    @Test
    void pollsWhileDatabaseIsUnavailable() {
        int server = pool.create("room");
        pool.bbb(server).connectUsers("room", 1, 1);
        database.run("alter table meeting_runs rename to unavailable");
        for (int i = 0; i < 2; i++) {
            pool.poll();
            assertThatThrownBy(() -> pool.history().write()).hasMessageContaining("meeting_runs");
        }
        assertThat(pool.server(server).statistics().users()).isEqualTo(2);
        database.run("alter table unavailable rename to meeting_runs");
        pool.history().write();
        assertThat(runs("meeting_id, peak_users, ended_at is null")).isEqualTo("room 2 t");
    }

    @Test
    void deletesHistoryWhenItIsSwitchedOff() {
        pool.create("room");
        poll();
        database.run("update meeting_runs set ended_at = now(), created_at = now() - interval '1 day'");
        database.run("update pool_samples set sampled_at = sampled_at - interval '2 minutes'");
        assertThat(database.value("select count(*) from pool_samples")).isNotEqualTo("0");
        pool.close();
        pool = pool(Map.of("MEETING_HISTORY_DAYS", "0"));
        pool.create("room");
        poll();
        assertThat(database.value("select count(*) from meeting_runs")).isEqualTo("0");
        assertThat(database.value("select count(*) from pool_samples")).isEqualTo("0");
    }

    @Test
    void runningPollerWritesWithoutPollsWaiting() throws Exception {
        int server = pool.create("room");
        try (AutoCloseable _ = pool.startPoller(Map.of("POLL_INTERVAL", "1"))) {
            await().atMost(TestTimeout.LIMIT.plus(Duration.ofSeconds(10)))
                    .until(() -> runs("meeting_id").equals("room"));
            assertThat(runs("server_id")).isEqualTo(pool.id(server).value());
        }
    }
}
