package org.scalelite.cli.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;

/** {@code scalelite hooks}. */
class HooksCommandTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final TestRegistry registry = new TestRegistry();

    @AfterEach
    void close() {
        database.close();
        registry.close();
    }

    private Outcome run(String... arguments) {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("DATABASE_URL", database.url());
        return CommandRun.run(() -> Settings.of(environment), arguments);
    }

    private void add(String id, String tenant, String filters, String disabled) {
        database.run("insert into hooks (id, tenant_id, callback_url, domain, meeting_id, event_ids, raw, created_at,"
                + " disabled_at, last_error) values ('%s', %s, 'https://a:b@moodle.example.org/%s?token=secret', 'sl', %s,"
                        .formatted(id, tenant, id, filters)
                + " '2030-01-01 00:00:00Z'::timestamptz + length('" + id + "') * interval '1 minute', " + disabled
                + ")");
    }

    @Test
    void hooksAreListedWithTheirBacklog() {
        add("h-1", "null", "null, null, false", "null, null");
        add("h-22", "'t-1'", "'room-1', 'user-joined', false", "null, null");
        add("h-333", "null", "null, null, true", "'2030-01-02', 'answered 500'");
        registry.redis()
                .commands()
                .hset(
                        registry.redis().keys().of(RedisKey.HOOK_STATE, "h-1"),
                        Map.of("dropped", "7", "error", "timeout"));

        Outcome listed = run("hooks", "list", "--utc");

        assertThat(listed.err()).isEmpty();
        assertThat(listed.out()).isEqualTo("""
                ID     STATE     WAITING  DROPPED  MEETING  EVENTS       TENANT  TO                          CREATED               LAST ERROR
                h-333  disabled        0        0           raw                  https://moodle.example.org  2030-01-01T00:05:00Z  answered 500
                h-22   enabled         0        0  room-1   user-joined  t-1     https://moodle.example.org  2030-01-01T00:04:00Z
                h-1    enabled         0        7           all                  https://moodle.example.org  2030-01-01T00:03:00Z  timeout
                """);
        assertThat(run("hooks").out()).doesNotContain("secret");
        assertThat(run("hooks", "list", "--json", "--limit=1").out())
                .contains("\"id\" : \"h-333\"", "\"disabled_at\"", "\"last_error\" : \"answered 500\"")
                .doesNotContain("h-22", "secret");
    }

    @Test
    void nothingIsListedWithoutHooks() {
        assertThat(run("hooks", "list").out()).isEqualTo("No hooks\n");
    }
}
