package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** The connection to a Redis that asks for a password, hangs, restarts or turns into a replica. */
class RedisStoreTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final RedisScript SCRIPT = RedisScript.named("server-version");

    private static RedisConfig config(String url, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "3"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return RedisConfig.of(Settings.of(environment)).withoutRetries();
    }

    private static String withUser(RedisServer server, String user) {
        return server.url().replace("redis://", "redis://" + user + "@");
    }

    @ParameterizedTest
    @ValueSource(strings = {":p%40ss%2Fword", "default:p%40ss%2Fword", "scalelite:secret"})
    void connectsWithPasswordOrUser(String user) {
        try (RedisServer server = RedisServer.start(
                        "--requirepass p@ss/word --user scalelite on >secret ~* &* +@all".split(" "));
                RedisStore redis = RedisStore.connect(config(withUser(server, user)))) {
            assertThat(redis.takesWrites()).isTrue();
        }
    }

    @Test
    void namesAWrongPasswordWithoutShowingIt() {
        try (RedisServer server = RedisServer.start("--requirepass", "right")) {
            assertThatThrownBy(() -> RedisStore.connect(withFullTimeout(withUser(server, ":hunter2"))))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageContaining("the password is wrong or missing, give the right one in REDIS_URL")
                    .hasMessageNotContaining("hunter2");
            assertThatThrownBy(() -> RedisStore.connect(withFullTimeout(server.url())))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("the password is wrong or missing");
        }
    }

    /** Tries again where that may help. */
    private static RedisConfig withFullTimeout(String url) {
        RedisConfig config = config(url);
        return new RedisConfig(config.url(), Optional.empty(), config.namespace(), config.timeout(), 3);
    }

    @Test
    void logsAChangedPasswordOnce() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = RedisStore.connect(config(server.url()));
                StoreLog log = new StoreLog()) {
            redis.commands().configSet("requirepass", "changed");
            RedisFuture<Long> _ =
                    redis.async().clientKill(KillArgs.Builder.typeNormal().skipme(false));
            await().atMost(SOON).until(() -> refusals(log) > 0);
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> refusals(log) == 1);
        }
    }

    private static long refusals(StoreLog log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("ERROR") && line.contains("the password is wrong or missing"))
                .count();
    }

    @Test
    void reconnectsAfterARestart() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = RedisStore.connect(config(server.url()))) {
            server.kill();
            await().atMost(SOON).until(() -> !redis.takesWrites());
            assertThatThrownBy(() -> redis.call(commands -> commands.get("key")))
                    .isInstanceOf(RedisUnavailableException.class);
            server.restart();
            await().atMost(SOON).until(redis::takesWrites);
            assertThat(SCRIPT.run(redis, "nobody", "3.0")).containsExactly("not_found");
        }
    }

    @Test
    void reconnectsAfterRedisHung() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = RedisStore.connect(config(server.url()))) {
            assertThat(redis.takesWrites()).isTrue();
            String before = clientId(redis);
            server.hang();
            long start = System.nanoTime();
            assertThatThrownBy(() -> redis.call(commands -> commands.get("key")))
                    .isInstanceOf(RedisUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            await().atMost(SOON).until(() -> isConnectionGone(redis));
            server.goOn();
            await().atMost(SOON).until(redis::takesWrites);
            assertThat(clientId(redis)).isNotEqualTo(before);
        }
    }

    private static String clientId(RedisStore redis) {
        return String.valueOf(redis.<Long>call(commands -> commands.clientId()));
    }

    private static boolean isConnectionGone(RedisStore redis) {
        try {
            // Past the circuit, which lets nothing through.
            redis.commands().ping();
            return false;
        } catch (RedisCommandTimeoutException _) {
            return false;
        } catch (RedisException _) {
            return true;
        }
    }

    @Test
    void temporaryRefusalCountsAsOutage() {
        try (RedisServer server = RedisServer.start("--min-replicas-to-write", "1");
                RedisStore redis = RedisStore.connect(config(server.url()))) {
            assertThatThrownBy(() -> redis.call(commands -> commands.set("key", "value")))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("NOREPLICAS");
            redis.commands().configSet("min-replicas-to-write", "0");
            redis.commands().replicaof("127.0.0.1", 1);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> redis.call(commands -> commands.set("key", "value")))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageContaining("READONLY");
            }
            assertThat(redis.takesWrites()).isFalse();
        }
    }

    @Test
    void scriptOnAReplicaCountsAsOutage() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = RedisStore.connect(config(server.url()))) {
            redis.commands().sadd(redis.keys().of(RedisKey.SERVERS), "server-1");
            redis.commands().hset(redis.keys().of(RedisKey.SERVER, "server-1"), "url", "http://127.0.0.1:1/");
            redis.commands().replicaof("127.0.0.1", 1);
            assertThatThrownBy(() -> SCRIPT.run(redis, List.of("server-1", "3.0")))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("READONLY");
        }
    }
}
