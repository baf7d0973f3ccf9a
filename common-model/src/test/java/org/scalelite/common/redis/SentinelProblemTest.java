package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.SentinelServer;

/** The message for Sentinels that lead to no primary. */
class SentinelProblemTest {
    private static final String REDIS_PASSWORD = "password-of-redis";
    private static final String SENTINEL_PASSWORD = "password-of-the-sentinel";

    private static RedisServer redis;
    private static SentinelServer sentinel;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--requirepass", REDIS_PASSWORD);
        sentinel = SentinelServer.start(List.of(
                "requirepass " + SENTINEL_PASSWORD,
                "sentinel monitor school 127.0.0.1 %d 1".formatted(redis.port()),
                "sentinel auth-pass school " + REDIS_PASSWORD));
    }

    @AfterAll
    static void stop() {
        sentinel.close();
        redis.close();
    }

    /** What the start of a service says that tries only once, or for ever if {@code retries} are many. */
    private static AbstractThrowableAssert<?, ?> failure(String hosts, String name, String password, int retries) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "REDIS_URL",
                "redis-sentinel://:%s@%s/0#%s".formatted(REDIS_PASSWORD, hosts, name),
                "REDIS_TIMEOUT",
                "5",
                "DB_CONNECTION_RETRY_COUNT",
                String.valueOf(retries)));
        if (!password.isEmpty()) {
            environment.put("REDIS_SENTINEL_PASSWORD", password);
        }
        return assertThatThrownBy(() -> RedisStore.connect(RedisConfig.of(Settings.of(environment))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(REDIS_PASSWORD)
                .hasMessageNotContaining(SENTINEL_PASSWORD);
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    @Test
    void namesAWrongSentinelPassword() {
        for (String password : List.of("wrong-password", "")) {
            failure(at(sentinel.port()), "school", password, 1_000)
                    .hasMessageContaining("Sentinel %s refuses the login (".formatted(at(sentinel.port())))
                    .hasMessageContaining("in REDIS_SENTINEL_PASSWORD")
                    .hasMessageNotContaining("wrong-password");
        }
    }

    @Test
    void namesAnUnknownPrimaryName() {
        failure(at(sentinel.port()), "scool", SENTINEL_PASSWORD, 0)
                .hasMessageContaining(
                        "Sentinel %s knows no primary named scool, but school".formatted(at(sentinel.port())))
                .hasMessageContaining("'sentinel monitor' behind the # of REDIS_URL");
    }

    @Test
    void namesARedisInPlaceOfASentinel() {
        for (String password : List.of(SENTINEL_PASSWORD, REDIS_PASSWORD, "")) {
            failure(at(redis.port()), "school", password, 1_000)
                    .hasMessageContaining("Sentinel %s is a Redis and no Sentinel".formatted(at(redis.port())))
                    .hasMessageContaining("give the port of the Sentinel in REDIS_URL, 26379");
        }
    }

    @Test
    void namesEachSentinelWithItsCause() {
        failure(at(1) + "," + at(redis.port()), "school", SENTINEL_PASSWORD, 0)
                .hasMessageContaining("Sentinel 127.0.0.1:1 does not answer: ")
                .hasMessageContaining("; Sentinel %s is a Redis and no Sentinel".formatted(at(redis.port())))
                .hasMessageContaining("start it, or take it out of REDIS_URL");
    }

    @Test
    void wrongRedisPasswordIsNotASentinelProblem() {
        RedisServer other = RedisServer.start("--requirepass", "another-password");
        try (other;
                SentinelServer open = SentinelServer.start(
                        List.of("sentinel monitor school 127.0.0.1 %d 1".formatted(other.port())))) {
            failure(at(open.port()), "school", "", 1_000)
                    .hasMessageContaining("the password is wrong or missing, give the right one in REDIS_URL");
        }
    }
}
