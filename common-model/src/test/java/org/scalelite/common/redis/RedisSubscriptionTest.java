package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** A subscription whose connection breaks or is refused does not disturb commands. */
class RedisSubscriptionTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String CHANNEL = "channel";

    private final AtomicInteger received = new AtomicInteger();

    private static RedisStore connect(String url) {
        return RedisStore.connect(RedisConfig.of(Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", "10"))));
    }

    private void receives(RedisStore redis) {
        int before = received.get();
        await().atMost(SOON).until(() -> {
            long _ = redis.<Long>call(commands -> commands.publish(CHANNEL, ""));
            return received.get() > before;
        });
    }

    private static int info(RedisStore redis, String field) {
        Matcher found = Pattern.compile(field + ":([0-9]+)").matcher(redis.<String>call(commands -> commands.info()));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    void subscribesAgainWhenOnlyItsConnectionBreaks() {
        try (RedisServer server = RedisServer.start();
                RedisStore redis = connect(server.url());
                StoreLog log = new StoreLog()) {
            redis.listen(CHANNEL, received::incrementAndGet);
            receives(redis);
            long killed = redis.<Long>call(commands -> commands.clientKill(KillArgs.Builder.typePubsub()));
            assertThat(killed).isEqualTo(1);
            receives(redis);
            assertThat(log.lines()).isEmpty();
            server.kill();
            await().atMost(SOON).until(() -> redis.unavailableFor().isPresent());
            assertThat(log.lines(1)).as("an outage is logged all the same").hasSize(1);
            server.restart();
            await().atMost(SOON).until(redis::takesWrites);
            receives(redis);
        }
    }

    @Test
    void commandsWorkWhereSubscribingIsRefused() {
        String user = "--user scalelite on >secret ~* resetchannels +@all";
        try (RedisServer server = RedisServer.start(user.split(" "));
                RedisStore redis = connect(server.url().replace("redis://", "redis://scalelite:secret@"));
                StoreLog log = new StoreLog()) {
            redis.listen(CHANNEL, received::incrementAndGet);
            server.kill();
            await().atMost(SOON).until(() -> redis.unavailableFor().isPresent());
            server.restart();
            await().atMost(SOON).until(redis::takesWrites);
            int before = info(redis, "total_connections_received");
            int connected = info(redis, "connected_clients");
            await().atMost(SOON).until(() -> info(redis, "total_connections_received") > before + 2);
            assertThat(info(redis, "connected_clients")).isLessThan(connected + 3);
            List<String> warnings = log.lines().stream()
                    .filter(line -> line.startsWith("WARN Subscribing in Redis fails (NOPERM"))
                    .toList();
            assertThat(warnings).hasSize(1);
            redis.call(commands -> commands.aclSetuser("scalelite", AclSetuserArgs.Builder.allChannels()));
            receives(redis);
        }
    }
}
