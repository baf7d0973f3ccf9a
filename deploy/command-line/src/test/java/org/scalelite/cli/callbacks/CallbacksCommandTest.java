package org.scalelite.cli.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;

/** {@code scalelite callbacks}, over a real PostgreSQL. */
class CallbacksCommandTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final TestRegistry registry = new TestRegistry();
    private final Map<String, String> environment = new HashMap<>(registry.environment());

    private Outcome run(String... arguments) {
        return CommandRun.run(() -> Settings.of(environment), arguments);
    }

    @BeforeEach
    void fill() {
        environment.put("DATABASE_URL", database.url());
        put("pending", "recording_ready", "room-1", "'r-1'", "null");
        put("dead", "recording_ready", "room-2", "'r-2'", "'https://moodle.example.org answered 500'");
        put("dead", "analytics", "room-3", "null", "'Connection refused'");
        put("gone", "recording_ready", "room-4", "'r-4'", "'https://moodle.example.org answered 410'");
        put("delivered", "recording_ready", "room-5", "'r-5'", "null");
    }

    @AfterEach
    void close() {
        database.close();
        registry.close();
    }

    private void put(String state, String kind, String meetingId, String recordId, String error) {
        database.run("insert into outbound_callbacks (state, kind, meeting_id, record_id, url, destination, last_error,"
                + " attempts, next_attempt_at, give_up_at) values ('%s', '%s', '%s', %s,"
                        .formatted(state, kind, meetingId, recordId)
                + " 'https://user:secret@moodle.example.org/hook?token=secret', 'https://moodle.example.org', "
                + error + ", 7, '2030-01-01 00:00:00Z', '2026-01-02 00:00:00Z')");
    }

    private String state(int id) {
        return database.value("select state || attempts || (next_attempt_at <= now()) || (give_up_at > now())"
                + " from outbound_callbacks where id = " + id);
    }

    @Test
    void listsWhatIsNotDelivered() {
        Outcome listed = run("callbacks", "list");
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out()).isEqualTo("""
                ID  KIND             STATE    ATTEMPTS  NEXT ATTEMPT          MEETING  RECORDING  TENANT  TO                          LAST ERROR
                 4  recording_ready  gone            7                        room-4   r-4                https://moodle.example.org  https://moodle.example.org answered 410
                 3  analytics        dead            7                        room-3                      https://moodle.example.org  Connection refused
                 2  recording_ready  dead            7                        room-2   r-2                https://moodle.example.org  https://moodle.example.org answered 500
                 1  recording_ready  pending         7  2030-01-01T00:00:00Z  room-1   r-1                https://moodle.example.org
                """);
        assertThat(run("callbacks").out()).isEqualTo(listed.out());
    }

    @Test
    void filtersByStateAndPrintsJson() {
        assertThat(run("callbacks", "list", "--state=dead,gone").out()).doesNotContain("room-1", "room-5");
        assertThat(run("callbacks", "list", "--state", "delivered").out()).contains("room-5");
        String json =
                run("callbacks", "list", "--state=dead", "--json", "--limit=1").out();
        assertThat(json)
                .contains("\"id\" : 3", "\"state\" : \"dead\"", "\"last_error\" : \"Connection refused\"")
                .doesNotContain("secret", "room-2");
        Outcome wrong = run("callbacks", "list", "--state=lost");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("pending, delivered, gone or dead");
    }

    @Test
    void retriesNamedCallbacksAndNamesUnknown() {
        Outcome retried = run("callbacks", "retry", "2", "1", "5", "99");
        assertThat(retried.exitCode()).isEqualTo(1);
        assertThat(retried.out()).isEqualToIgnoringNewLines("2 to be tried again: 1, 2");
        assertThat(retried.err()).contains("id=5", "id=99");
        assertThat(state(1)).isEqualTo("pending7truetrue");
        assertThat(state(2)).isEqualTo("pending0truetrue");
        assertThat(state(3)).startsWith("dead");
        assertThat(state(5)).startsWith("delivered");
    }

    @Test
    void retriesAllDeadOnes() {
        Outcome retried = run("callbacks", "retry", "--all-dead");
        assertThat(retried.exitCode()).isZero();
        assertThat(retried.out()).isEqualToIgnoringNewLines("2 to be tried again: 2, 3");
        assertThat(state(3)).isEqualTo("pending0truetrue");
        assertThat(state(4)).startsWith("gone");
        assertThat(new AuditLog(registry.redis()).newest(new AuditLog.Query(Optional.empty(), Optional.empty(), 10)))
                .extracting(AuditEntry::action, AuditEntry::subject)
                .containsExactlyInAnyOrder(tuple("callback.retry", "2"), tuple("callback.retry", "3"));
        assertThat(run("callbacks", "retry", "--all-dead").out()).isEqualToIgnoringNewLines("0 to be tried again");
    }

    @Test
    void retryWithoutRedisWarnsAboutAuditLog() {
        environment.put("REDIS_URL", "redis://127.0.0.1:1");
        Outcome retried = run("callbacks", "retry", "2");
        assertThat(retried.exitCode()).isZero();
        assertThat(retried.err()).contains("not entered in the audit log").contains("127.0.0.1:1");
        assertThat(state(2)).isEqualTo("pending0truetrue");
    }
}
