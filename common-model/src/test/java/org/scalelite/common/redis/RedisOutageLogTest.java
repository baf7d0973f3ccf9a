package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** The log has one line for the beginning of an outage and one for its end. */
class RedisOutageLogTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    private static RedisStore connect(String url) {
        return RedisStore.connect(RedisConfig.of(Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "3"))));
    }

    private static void assertRecovered(RedisStore redis, RedisServer server, StoreLog log) {
        await().atMost(SOON).until(redis::takesWrites);
        assertThat(log.lines(2)).hasSize(2);
        assertThat(log.lines().getFirst()).startsWith("WARN Redis does not answer (");
        assertThat(log.lines().getLast())
                .startsWith("INFO Redis answers again after ")
                .endsWith(":" + server.port());
        assertThat(redis.outages()).isEqualTo(1);
        assertThat(redis.unavailableFor()).isEmpty();
    }

    @Test
    void killedRedisIsLoggedTwiceWithoutCalls() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = connect(server.url());
                StoreLog log = new StoreLog()) {
            server.kill();
            await().atMost(SOON).until(() -> redis.unavailableFor().isPresent());
            server.restart();
            await().atMost(SOON).until(() -> redis.unavailableFor().isEmpty());
            assertRecovered(redis, server, log);
        }
    }

    @Test
    void hangingRedisIsLoggedTwice() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = connect(server.url());
                StoreLog log = new StoreLog()) {
            server.hang();
            assertThatThrownBy(() -> redis.call(commands -> commands.get("key")))
                    .isInstanceOf(RedisUnavailableException.class);
            server.goOn();
            assertRecovered(redis, server, log);
        }
    }

    @Test
    void loadingRedisIsUnavailable() {
        String slow = "--key-load-delay 300";
        String fill = "for i = 1, 10000 do redis.call('set', 'key' .. i, i) end";
        try (RedisServer server = RedisServer.start(slow.split(" "));
                RedisStore redis = connect(server.url());
                StoreLog log = new StoreLog()) {
            redis.commands().eval(fill, ScriptOutputType.STATUS);
            server.kill();
            CompletableFuture<Void> restart = CompletableFuture.runAsync(server::restart);
            await().atMost(SOON).until(() -> isLoading(redis));
            // This ping may have been before that of the connection's own thread.
            await().atMost(SOON).until(() -> redis.outages() == 1);
            restart.join();
            assertRecovered(redis, server, log);
        }
    }

    private static boolean isLoading(RedisStore redis) {
        // Past the circuit breaker, which refuses all commands.
        return catchThrowable(() -> redis.commands().ping()) instanceof RedisLoadingException;
    }

    @Test
    void outageEndsWithoutPermissionToPing() {
        String user = "--user scalelite on >secret ~* &* +@all -ping";
        try (RedisServer server = RedisServer.start(user.split(" "));
                RedisStore redis = connect(server.url().replace("redis://", "redis://scalelite:secret@"));
                StoreLog log = new StoreLog()) {
            server.kill();
            await().atMost(SOON).until(() -> redis.unavailableFor().isPresent());
            server.restart();
            assertRecovered(redis, server, log);
        }
    }

    @Test
    void slowAnswerKeepsTheConnection() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = connect(server.url());
                RedisClient client = RedisClient.create(server.url());
                StatefulRedisConnection<String, String> other = client.connect()) {
            long before = redis.<Long>call(commands -> commands.clientId());
            RedisFuture<?> never = other.async().blpop(0, "nothing");
            assertThatThrownBy(() -> redis.await(never)).isInstanceOf(RedisUnavailableException.class);
            await().atMost(SOON).until(redis::takesWrites);
            long after = redis.<Long>call(commands -> commands.clientId());
            assertThat(after).isEqualTo(before);
        }
    }
}
