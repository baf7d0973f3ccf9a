package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.testing.TestSentinels;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;
import org.scalelite.stores.RedisServer;

/** Two API replicas and a poller under load, over a Redis whose primary fails or is replaced; nothing is restarted. */
@Isolated
class SentinelIT {
    private static final String SECRET = "the-front-end-secret";
    private static final Duration SOON = TestTimeout.LIMIT;
    /** The most that a call may take while Redis is unavailable: several times its deadline for Redis, for a busy machine. */
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private static SimulatedPool pool;
    private static TestSentinels sentinels;
    private static RedisStore redis;
    private static ServerRegistry servers;
    private static SuiteProcess first;
    private static SuiteProcess second;
    private static SuiteProcess poller;
    private static List<FrontEnd> frontEnds;

    @BeforeAll
    static void start() {
        pool = SimulatedPool.start(4);
        sentinels = TestSentinels.start(2);
        redis = RedisStore.connect(RedisConfig.of(Settings.of(environment())));
        servers = new ServerRegistry(redis);
        SimulatedServers.enable(servers, pool);
        // One after the other: on a busy machine three at once start slowly.
        first = SuiteProcess.java("api-service", environment());
        FrontEnd one = new FrontEnd(first.awaitApi(), SECRET);
        second = SuiteProcess.java("api-service", environment());
        frontEnds = List.of(one, new FrontEnd(second.awaitApi(), SECRET));
        poller = SuiteProcess.java("poller-service", environment());
        await().atMost(SOON).until(() -> online() == 4);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        poller.close();
        redis.close();
        sentinels.close();
        pool.close();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_URL", sentinels.url());
        environment.put("REDIS_SENTINEL_PASSWORD", TestSentinels.SENTINEL_PASSWORD);
        environment.put("REDIS_TIMEOUT", "2");
        environment.put("DB_DISABLED", "true");
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("POLL_INTERVAL", "1");
        environment.put("PORT", "0");
        return environment;
    }

    private static long online() {
        try {
            return servers.all().stream().filter(Server::online).count();
        } catch (RedisUnavailableException _) {
            return -1;
        }
    }

    @Test
    void aPrimaryThatIsKilledCostsNoMeetingThatAReplicaHas() {
        RedisServer primary = settled();
        try (SteadyLoad load = SteadyLoad.start(frontEnds, "crash")) {
            await().atMost(SOON).until(() -> load.acknowledged().size() > 100);
            Set<String> safe = load.acknowledged();
            assertThat(replicated(primary)).isPositive();
            long kill = System.nanoTime();
            primary.kill();
            await().atMost(SOON).until(() -> load.failed() > 0);
            awaitProgress(load);
            check("crash", load, safe, kill);
        } finally {
            primary.restart();
        }
    }

    /** As docs/high-availability.md says: without the pause, what is written while the Sentinels switch is lost. */
    @Test
    void aPlannedFailoverCostsNothing() {
        RedisServer primary = settled();
        try (SteadyLoad load = SteadyLoad.start(frontEnds, "planned")) {
            await().atMost(SOON).until(() -> load.acknowledged().size() > 100);
            long order = System.nanoTime();
            sentinels.pauseWrites(primary, Duration.ofSeconds(10));
            Set<String> safe = load.acknowledged();
            sentinels.failOver();
            await().atMost(SOON).until(() -> sentinels.primary().port() != primary.port());
            awaitProgress(load);
            check("planned failover", load, safe, order);
        }
    }

    @Test
    void theDoctorSeesASentinelThatIsGone() {
        settled();
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("RECORDING_DISABLED", "true");
        try (CommandLineFixture scalelite = new CommandLineFixture(environment)) {
            assertThat(scalelite.run("doctor").out())
                    .contains("3 of 3 Sentinels answer; the primary is 127.0.0.1:")
                    .doesNotContain("no replica follows")
                    .doesNotContain(TestSentinels.SENTINEL_PASSWORD);
            sentinels.sentinels().getFirst().kill();
            assertThat(scalelite.run("doctor").out())
                    .contains("2 of 3 Sentinels answer")
                    .contains("Sentinel 127.0.0.1:"
                            + sentinels.sentinels().getFirst().port() + " does not answer");
        } finally {
            sentinels.sentinels().getFirst().restart();
        }
    }

    @Test
    void theDoctorNamesAReplicaThatIsGone() {
        RedisServer primary = settled();
        RedisServer replica = sentinels.servers().stream()
                .filter(server -> server.port() != primary.port())
                .findFirst()
                .orElseThrow();
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("RECORDING_DISABLED", "true");
        try (CommandLineFixture scalelite = new CommandLineFixture(environment)) {
            replica.kill();
            String gone = "replica 127.0.0.1:%d does not follow the primary".formatted(replica.port());
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(scalelite.run("doctor").out()).contains(gone));
        } finally {
            replica.restart();
        }
    }

    /** The primary, once two replicas follow it and the suite works on it. */
    private static RedisServer settled() {
        sentinels.awaitReplicas();
        await().atMost(SOON).until(redis::takesWrites);
        await().atMost(SOON).until(() -> online() == 4);
        return sentinels.primary();
    }

    /** How many replicas have all that was written so far. */
    private static long replicated(RedisServer primary) {
        return sentinels.on(primary, commands -> {
            commands.set("everything-before-this", "1");
            return commands.waitForReplication(1, 9_000);
        });
    }

    private static void awaitProgress(SteadyLoad load) {
        int before = load.acknowledged().size();
        await().atMost(SOON).until(() -> load.acknowledged().size() > before + 50);
    }

    private static void check(String what, SteadyLoad load, Set<String> safe, long start) {
        Duration back = Duration.ofNanos(System.nanoTime() - start);
        load.close();
        Set<String> all = load.acknowledged();
        // The services may be at the new primary before this process is.
        await().atMost(SOON).until(redis::takesWrites);
        Set<String> known = known(all);
        System.out.printf(
                "SentinelIT: %s: %d meetings acknowledged, %d before it, 50 more within %d ms of it; %d calls failed,"
                        + " the slowest took %d ms; %d acknowledged meetings forgotten%n",
                what,
                all.size(),
                safe.size(),
                back.toMillis(),
                load.failed(),
                load.slowest().toMillis(),
                all.size() - known.size());
        assertThat(known).containsAll(safe);
        assertThat(load.unclear()).isEmpty();
        assertThat(load.slowest()).isLessThan(DEADLINE);
        for (String meeting : all) {
            assertThat(hosts(meeting)).as(meeting).isEqualTo(1);
        }
        thePollerPolls();
    }

    private static Set<String> known(Set<String> meetings) {
        return meetings.stream()
                .filter(meeting ->
                        redis.call(commands -> commands.exists(redis.keys().of(RedisKey.MEETING, meeting))) == 1)
                .collect(Collectors.toSet());
    }

    private static long hosts(String meeting) {
        return pool.servers().stream()
                .filter(server -> server.meeting(meeting).isPresent())
                .count();
    }

    private static void thePollerPolls() {
        pool.server(3).inject(new Fault.RefuseConnections());
        await().atMost(SOON).until(() -> online() == 3);
        pool.server(3).recover();
        await().atMost(SOON).until(() -> online() == 4);
    }
}
