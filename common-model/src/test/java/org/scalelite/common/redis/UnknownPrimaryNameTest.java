package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.SentinelServer;

/** A Sentinel that does not know the primary's name for a while, as after {@code SENTINEL REMOVE} or a new installation. */
class UnknownPrimaryNameTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String NAME = "scalelite";
    private static final Pattern CONNECTIONS = Pattern.compile("total_connections_received:([0-9]+)");

    @Test
    void commandsWorkWhileSentinelForgotTheName() {
        try (RedisServer server = RedisServer.start();
                SentinelServer sentinel = SentinelServer.start(
                        List.of("sentinel monitor %s 127.0.0.1 %d 1".formatted(NAME, server.port())));
                RedisStore redis = connect(sentinel);
                RedisClient client = RedisClient.create();
                StatefulRedisSentinelConnection<String, String> connection =
                        client.connectSentinel(RedisURI.create("127.0.0.1", sentinel.port()))) {
            RedisSentinelCommands<String, String> operator = connection.sync();
            operator.remove(NAME);
            awaitQuestions(operator);
            assertThat(redis.takesWrites()).isTrue();
            assertThat(redis.outages()).isZero();
            server.kill();
            await().atMost(SOON).until(() -> redis.unavailableFor().isPresent());
            server.restart();
            awaitQuestions(operator);
            assertThat(redis.takesWrites()).isFalse();
            operator.monitor(NAME, "127.0.0.1", server.port(), 1);
            await().atMost(SOON).until(redis::takesWrites);
        }
    }

    private static RedisStore connect(SentinelServer sentinel) {
        String url = "redis-sentinel://127.0.0.1:%d/0#%s".formatted(sentinel.port(), NAME);
        return RedisStore.connect(RedisConfig.of(Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "2"))));
    }

    /** Each question to a Sentinel is a connection of its own. */
    private static void awaitQuestions(RedisSentinelCommands<String, String> sentinel) {
        int before = connections(sentinel);
        await().atMost(SOON).until(() -> connections(sentinel) > before + 2);
    }

    private static int connections(RedisSentinelCommands<String, String> sentinel) {
        Matcher found = CONNECTIONS.matcher(sentinel.info("stats"));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
