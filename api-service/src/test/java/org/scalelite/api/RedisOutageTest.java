package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;
import org.scalelite.stores.RedisServer;

/** The answers of a replica while Redis is killed, hangs and returns (docs/degraded.md). */
class RedisOutageTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);

    private final RedisServer redis = RedisServer.start();
    private final TestSuite suite = new TestSuite(2, new TestRegistry(redis.url()))
            .with("REDIS_TIMEOUT", String.valueOf(REDIS_TIMEOUT.toSeconds()));
    private final RecordedLog log = new RecordedLog(RedisStore.class);
    private FrontEnd frontEnd = suite.frontEnd();

    @AfterEach
    void stop() {
        log.close();
        suite.close();
        redis.close();
    }

    private Answer join(String meetingId) {
        return frontEnd.get("join", "meetingID", meetingId, "fullName", "Somebody", "role", "VIEWER");
    }

    private void isUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.messageKey()).isEqualTo("internalError");
        assertThat(answer.text("message").orElse("")).contains("cannot reach its store");
    }

    private void recovers() {
        await().atMost(SOON)
                .until(() -> frontEnd.get("create", "meetingID", "after", "name", "Room")
                        .isSuccess());
    }

    private long logged(String beginning) {
        return log.lines(Level.INFO).stream()
                .filter(line -> line.startsWith(beginning))
                .count();
    }

    @Test
    void servesCachedMeetingsWhileRedisIsDown() {
        frontEnd.create("room");
        redis.kill();
        for (int i = 0; i < 5; i++) {
            assertThat(join("room").status()).isEqualTo(302);
            assertThat(join("room").location().toString())
                    .startsWith(suite.host("room").apiUrl() + "/join?");
            assertThat(frontEnd.get("getMeetingInfo", "meetingID", "room").isSuccess())
                    .isTrue();
            assertThat(frontEnd.get("isMeetingRunning", "meetingID", "room").isSuccess())
                    .isTrue();
            isUnavailable(join("other"));
            isUnavailable(frontEnd.get("isMeetingRunning", "meetingID", "other"));
            isUnavailable(frontEnd.get("create", "meetingID", "room", "name", "Room"));
            isUnavailable(frontEnd.get("end", "meetingID", "room", "password", "x"));
        }
        assertThat(frontEnd.getPath("/health_check").status()).isEqualTo(503);
        assertThat(frontEnd.getPath("/health/readiness").status()).isEqualTo(200);
        assertThat(frontEnd.getPath("/health/liveness").status()).isEqualTo(200);
        assertThat(frontEnd.getPath("/metrics").body())
                .containsPattern("scalelite_redis_away 1")
                .containsPattern("scalelite_redis_outages_total 1")
                .containsPattern("scalelite_api_remembered_answers_total 20");
        redis.restart();
        recovers();
        assertThat(frontEnd.getPath("/metrics").body()).containsPattern("scalelite_redis_away 0");
        // This test has a connection too, which may not have noticed the outage.
        await().atMost(SOON).until(() -> logged("Redis answers again after") == logged("Redis does not answer"));
        assertThat(logged("Redis does not answer")).isBetween(1L, 2L);
        assertThat(log.lines(Level.INFO)).allMatch(line -> line.startsWith("Redis "));
    }

    @Test
    void limitsTheWaitForAHangingRedis() {
        frontEnd.create("room");
        redis.hang();
        List<CompletableFuture<Duration>> calls = new ArrayList<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int user = 0; user < 25; user++) {
                calls.add(CompletableFuture.supplyAsync(this::timeOfAJoin, users));
                calls.add(CompletableFuture.supplyAsync(this::timeOfACreate, users));
            }
        }
        assertThat(calls)
                .extracting(CompletableFuture::join)
                .as("waits once")
                .allMatch(time -> time.compareTo(REDIS_TIMEOUT.multipliedBy(2)) < 0);
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            Duration _ = timeOfAJoin();
            Duration _ = timeOfACreate();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("for each of 100 calls")
                .isLessThan(REDIS_TIMEOUT.multipliedBy(100));
        redis.goOn();
        recovers();
    }

    private Duration timeOfAJoin() {
        long start = System.nanoTime();
        assertThat(join("room").status()).isEqualTo(302);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration timeOfACreate() {
        long start = System.nanoTime();
        isUnavailable(frontEnd.get("create", "meetingID", "new", "name", "Room"));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void meetingsContinueThroughRedisOutages() throws InterruptedException {
        frontEnd.create("room");
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int user = 0; user < 8; user++) {
                users.execute(() -> {
                    while (!done.get()) {
                        statuses.add(join("room").status());
                    }
                });
            }
            redis.kill();
            moreThan(statuses, 100);
            redis.restart();
            recovers();
            redis.hang();
            moreThan(statuses, 100);
            redis.goOn();
            recovers();
            moreThan(statuses, 100);
            done.set(true);
        }
        assertThat(statuses).containsOnly(302);
    }

    private static void moreThan(Queue<Integer> statuses, int more) {
        int before = statuses.size();
        await().atMost(SOON).until(() -> statuses.size() > before + more);
    }

    @Test
    void doesNotUseALocationWhereTheMeetingIsAbsent() {
        frontEnd.create("room");
        redis.kill();
        suite.host("room").endMeeting("room");
        isUnavailable(frontEnd.get("getMeetingInfo", "meetingID", "room"));
        isUnavailable(frontEnd.get("isMeetingRunning", "meetingID", "room"));
        isUnavailable(join("room"));
    }

    @Test
    void doesNotCacheAnEndedMeeting() {
        frontEnd.get("create", "meetingID", "room", "name", "Room", "moderatorPW", "mp");
        assertThat(frontEnd.get("end", "meetingID", "room", "password", "mp").isSuccess())
                .isTrue();
        redis.kill();
        isUnavailable(join("room"));
    }

    @Test
    void answersEndWhenRedisDiesMeanwhile() throws Exception {
        frontEnd.get("create", "meetingID", "room", "name", "Room", "moderatorPW", "mp");
        SimulatedBbbServer host = suite.host("room");
        host.inject(new Fault.HoldAnswer(), "end");
        try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> end = caller.submit(() -> frontEnd.get("end", "meetingID", "room", "password", "mp"));
            await().atMost(SOON).until(() -> host.meeting("room").isEmpty());
            redis.kill();
            host.recover();
            assertThat(end.get().isSuccess()).as(end.get().body()).isTrue();
        }
        isUnavailable(join("room"));
    }

    @Test
    void keepsTheCachedStateOfADisabledServer() {
        frontEnd.create("room");
        suite.registry().servers().changeState(suite.idOf(suite.host("room")), Server.State.DISABLED);
        assertThat(join("room").messageKey()).isEqualTo("serverUnavailable");
        redis.kill();
        assertThat(join("room").messageKey()).isEqualTo("serverUnavailable");
    }

    @Test
    void isReadyUntilTheCacheExpires() {
        frontEnd = suite.with("REDIS_OUTAGE_MEMORY", "1").frontEnd();
        frontEnd.create("room");
        redis.kill();
        await().atMost(SOON).untilAsserted(() -> isUnavailable(join("room")));
        await().atMost(SOON).until(() -> frontEnd.getPath("/health/readiness").status() == 503);
        assertThat(frontEnd.getPath("/health/liveness").status()).isEqualTo(200);
        redis.restart();
        await().atMost(SOON).until(() -> frontEnd.getPath("/health/readiness").status() == 200);
    }

    @Test
    void cachesTenants() {
        ApiService replica = suite.with("MULTITENANCY_ENABLED", "true").replica();
        TenantFrontEnd tenant = new TestTenants(suite, replica).frontEnd("one", Map.of());
        assertThat(tenant.create("room").isSuccess()).isTrue();
        redis.kill();
        // Longer than a tenant is cached.
        await().atMost(SOON)
                .during(Duration.ofSeconds(3))
                .until(() -> tenant.join("room").status() == 302);
        isUnavailable(tenant.create("room"));
        assertThat(new TenantFrontEnd(replica, "one.sl.example.org", "wrong")
                        .join("room")
                        .messageKey())
                .isEqualTo("checksumError");
    }
}
