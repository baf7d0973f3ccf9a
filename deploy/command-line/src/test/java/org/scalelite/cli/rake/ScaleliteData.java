package org.scalelite.cli.rake;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisStore;

/** A Redis as Scalelite fills it, written by hand from the specification (section 3). */
final class ScaleliteData {
    static final String ENABLED = "5f2c1b8e-0000-4000-8000-000000000001";
    static final String CORDONED = "5f2c1b8e-0000-4000-8000-000000000002";
    static final String DISABLED = "bbb3.example.com";
    /** From before there were states: only membership tells. */
    static final String OLD_ENABLED = "5f2c1b8e-0000-4000-8000-000000000004";

    static final String OLD_DISABLED = "5f2c1b8e-0000-4000-8000-000000000005";

    static final String TENANT = "7d000000-0000-4000-8000-000000000001";
    static final String OTHER_TENANT = "7d000000-0000-4000-8000-000000000002";
    static final String SETTING = "3e000000-0000-4000-8000-000000000001";
    static final String OVERRIDE = "3e000000-0000-4000-8000-000000000002";

    private final RedisCommands<String, String> redis;
    private final RedisNamespace keys;

    private ScaleliteData(RedisStore store) {
        this.redis = store.commands();
        this.keys = store.keys();
    }

    static void fill(RedisStore store) {
        ScaleliteData data = new ScaleliteData(store);
        data.servers();
        data.meetings();
        data.tenants();
    }

    private void servers() {
        server(
                ENABLED,
                1,
                Map.of(
                        "state",
                        "enabled",
                        "online",
                        "true",
                        "load_multiplier",
                        "1.0",
                        "meetings",
                        "2",
                        "users",
                        "9",
                        "largest_meeting",
                        "7",
                        "videos",
                        "3",
                        "bbb_version",
                        "3.0.4"));
        server(
                CORDONED,
                2,
                Map.of(
                        "state",
                        "cordoned",
                        "online",
                        "true",
                        "load_multiplier",
                        "2.0",
                        "tag",
                        "gpu",
                        "meetings",
                        "1",
                        "users",
                        "1",
                        "largest_meeting",
                        "1",
                        "videos",
                        "0"));
        server(DISABLED, 3, Map.of("state", "disabled", "online", "false", "load_multiplier", "1.0"));
        server(OLD_ENABLED, 4, Map.of("online", "true"));
        server(OLD_DISABLED, 5, Map.of());
        redis.sadd(keys.of(RedisKey.ENABLED_SERVERS), ENABLED, OLD_ENABLED);
        redis.zadd(keys.of(RedisKey.SERVER_LOAD), 12, ENABLED);
        redis.zadd(keys.of(RedisKey.SERVER_LOAD), 3, OLD_ENABLED);
        redis.zadd(keys.of(RedisKey.CORDONED_SERVER_LOAD), 5, CORDONED);
        redis.hset(keys.of(RedisKey.POLL_COUNTERS, ENABLED), Map.of("healthy_counter", "4", "unhealthy_counter", "0"));
        redis.hset(
                keys.of(RedisKey.POLL_COUNTERS, DISABLED), Map.of("healthy_counter", "0", "unhealthy_counter", "17"));
    }

    private void server(String id, int number, Map<String, String> fields) {
        redis.sadd(keys.of(RedisKey.SERVERS), id);
        redis.hset(
                keys.of(RedisKey.SERVER, id),
                Map.of(
                        "url",
                        "https://bbb%d.example.com/bigbluebutton/api/".formatted(number),
                        "secret",
                        "s" + number));
        if (!fields.isEmpty()) {
            redis.hset(keys.of(RedisKey.SERVER, id), fields);
        }
    }

    private void meetings() {
        meeting("math", ENABLED, "100000001", Map.of());
        meeting("physics", ENABLED, "100000002", Map.of("tenant_id", TENANT));
        meeting("chemistry", CORDONED, "100000003", Map.of("tenant_id", ""));
        // So that none is forgotten, however slow the test.
        redis.expire(keys.of(RedisKey.MEETING, "math"), 86_400);
    }

    private void meeting(String id, String server, String bridge, Map<String, String> more) {
        redis.sadd(keys.of(RedisKey.MEETINGS), id);
        redis.hset(
                keys.of(RedisKey.MEETING, id),
                Map.of("server_id", server, "moderator_pw", "mp-" + id, "voice_bridge", bridge));
        if (!more.isEmpty()) {
            redis.hset(keys.of(RedisKey.MEETING, id), more);
        }
        redis.hset(keys.of(RedisKey.VOICE_BRIDGES), bridge, id);
    }

    private void tenants() {
        tenant(
                TENANT,
                "school",
                Map.of(
                        "secrets",
                        "one:two",
                        "lrs_endpoint",
                        "https://lrs.example.com/xapi",
                        "lrs_username",
                        "lrs-user",
                        "lrs_password",
                        "lrs-pass"));
        tenant(
                OTHER_TENANT,
                "college",
                Map.of(
                        "secrets",
                        "three",
                        "lrs_endpoint",
                        "https://lrs.example.com/xapi",
                        "kc_token_url",
                        "https://kc.example.com/token",
                        "kc_client_id",
                        "client",
                        "kc_client_secret",
                        "hush",
                        "kc_username",
                        "kc-user",
                        "kc_password",
                        "kc-pass"));
        setting(SETTING, Map.of("param", "welcome", "value", "Hello, all", "override", "false"));
        setting(OVERRIDE, Map.of("param", "record", "value", "false", "override", "true"));
    }

    private void tenant(String id, String name, Map<String, String> fields) {
        redis.sadd(keys.of(RedisKey.TENANTS), id);
        redis.hset(keys.of(RedisKey.TENANT, id), "name", name);
        redis.hset(keys.of(RedisKey.TENANT, id), fields);
        redis.hset(keys.of(RedisKey.TENANT_NAME, name), "id", id);
    }

    private void setting(String id, Map<String, String> fields) {
        redis.sadd(keys.of(RedisKey.TENANT_SETTINGS, TENANT), id);
        redis.hset(keys.of(RedisKey.TENANT_SETTING, id), fields);
        redis.hset(keys.of(RedisKey.TENANT_SETTING, id), "tenant_id", TENANT);
    }
}
