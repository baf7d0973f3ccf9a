package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestSentinels;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** A connection that follows the primary, over real Sentinels. */
class SentinelTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    private static TestSentinels sentinels;
    private static RedisStore redis;

    @BeforeAll
    static void start() {
        sentinels = TestSentinels.start(2);
        redis = RedisStore.connect(RedisConfig.of(Settings.of(Map.of(
                "REDIS_URL",
                sentinels.url(),
                "REDIS_SENTINEL_PASSWORD",
                TestSentinels.SENTINEL_PASSWORD,
                "REDIS_TIMEOUT",
                "4"))));
    }

    @AfterAll
    static void stop() {
        redis.close();
        sentinels.close();
    }

    /** Writes, and finds what was written on the primary that the Sentinels name now. */
    private static boolean followed(RedisServer before, String value) {
        RedisServer now = sentinels.primary();
        if (now.port() == before.port() || !isWritten(value)) {
            return false;
        }
        return value.equals(sentinels.on(now, commands -> commands.get("followed")));
    }

    private static boolean isWritten(String value) {
        try {
            redis.call(commands -> commands.set("followed", value));
            return true;
        } catch (RedisUnavailableException _) {
            return false;
        }
    }

    private static void mayDemote(RedisServer server, AclSetuserArgs commands) {
        String _ = sentinels.on(server, redis -> redis.aclSetuser("default", commands));
    }

    private static void settle() {
        sentinels.awaitReplicas();
        await().atMost(SOON).until(redis::takesWrites);
    }

    @Test
    void followsAPlannedFailover() {
        settle();
        RedisServer before = sentinels.primary();
        // It is told that it is none any more only after a while, and would close the connection then: here it never
        // is.
        mayDemote(
                before,
                AclSetuserArgs.Builder.removeCommand(CommandType.REPLICAOF).removeCommand(CommandType.SLAVEOF));
        try {
            sentinels.failOver();
            await().atMost(SOON).until(() -> followed(before, "planned"));
            String role = sentinels.on(
                    before, commands -> String.valueOf(commands.role().getFirst()));
            assertThat(role).isEqualTo("master");
        } finally {
            mayDemote(
                    before,
                    AclSetuserArgs.Builder.addCommand(CommandType.REPLICAOF).addCommand(CommandType.SLAVEOF));
        }
    }

    @Test
    void followsWhenThePrimaryHangs() {
        settle();
        RedisServer before = sentinels.primary();
        try (StoreLog log = new StoreLog()) {
            before.hang();
            await().atMost(SOON).until(() -> followed(before, "paused"));
            assertThat(log.lines(2)).hasSize(2);
            assertThat(log.lines().getFirst()).startsWith("WARN Redis does not answer (");
            assertThat(log.lines().getLast())
                    .startsWith("INFO Redis answers again after ")
                    .endsWith(":" + sentinels.primary().port());
        } finally {
            before.goOn();
        }
    }

    @Test
    void followsWhenAlsoTheFirstSentinelIsKilled() {
        settle();
        RedisServer before = sentinels.primary();
        sentinels.sentinels().getFirst().kill();
        before.kill();
        try {
            await().atMost(SOON).until(() -> followed(before, "killed"));
        } finally {
            before.restart();
            sentinels.sentinels().getFirst().restart();
        }
        assertThat(redis.takesWrites()).isTrue();
    }
}
