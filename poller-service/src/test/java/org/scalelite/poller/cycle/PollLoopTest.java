package org.scalelite.poller.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** Pollers at work: two of them on the same servers. */
class PollLoopTest {
    private static final Duration SOON = TestTimeout.LIMIT;

    private final List<AutoCloseable> loops = new ArrayList<>();
    private final List<PolledPool> pools = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable loop : loops) {
            loop.close();
        }
        pools.forEach(PolledPool::close);
    }

    private PolledPool polledBy(int pollers, Map<String, String> settings) {
        PolledPool pool = new PolledPool(3, settings);
        pools.add(pool);
        for (int i = 0; i < pollers; i++) {
            loops.add(pool.startPoller());
        }
        return pool;
    }

    private static int polls(PolledPool pool, int server) {
        return pool.bbb(server).requests("getMeetings").size();
    }

    private static int leases(PolledPool pool, int server) {
        RedisNamespace keys = pool.registry().redis().keys();
        String count = pool.registry()
                .redis()
                .commands()
                .hget(keys.of(RedisKey.SERVER_MEMORY, pool.id(server).value()), "lease");
        return Integer.parseInt(count);
    }

    @Test
    void twoPollersPollEachServerOncePerLease() throws Exception {
        PolledPool pool = new PolledPool(3, Map.of("POLL_INTERVAL", "1"));
        pools.add(pool);
        int before = leases(pool, 0);
        Instant begin = pool.registry().servers().now();
        loops.add(pool.startPoller());
        loops.add(pool.startPoller());
        await().atMost(SOON).until(() -> polls(pool, 0) >= 5 && polls(pool, 1) >= 5 && polls(pool, 2) >= 5);
        for (AutoCloseable loop : loops) {
            loop.close();
        }
        // The first poll is due already, and the last one may be cut off.
        long intervals =
                Duration.between(begin, pool.registry().servers().now()).toSeconds() + 2;
        for (int i = 0; i < 3; i++) {
            assertThat(polls(pool, i)).isEqualTo(leases(pool, i) - before).isLessThanOrEqualTo((int) intervals);
        }
    }

    @Test
    void pollsAtOnceAfterReportedFailure() {
        PolledPool pool = polledBy(2, Map.of("POLL_INTERVAL", "3600"));
        await().atMost(SOON).until(() -> polls(pool, 0) == 1 && polls(pool, 1) == 1);
        pool.bbb(0).inject(new Fault.RefuseConnections());
        pool.registry().servers().reportFailure(pool.id(0), "create: refused");
        await().atMost(SOON).until(() -> !pool.server(0).online());
        pool.bbb(0).recover();
        await().atMost(SOON).until(() -> pool.server(0).online());
        await().atMost(SOON).until(() -> pool.registry().load(pool.id(0)).isPresent());
        assertThat(polls(pool, 1)).as("the others wait for their turn").isEqualTo(1);
    }

    @Test
    void takesOverServersOfStoppedPoller() throws Exception {
        PolledPool pool = polledBy(2, Map.of("POLL_INTERVAL", "1"));
        await().atMost(SOON).until(() -> polls(pool, 2) >= 2);
        loops.removeFirst().close();
        int before = polls(pool, 2);
        for (int i = 0; i < 3; i++) {
            int server = i;
            await().atMost(SOON).until(() -> polls(pool, server) >= before + 2);
        }
    }

    @Test
    void continuesAfterServerKeysAreLost() {
        PolledPool pool = polledBy(1, Map.of("POLL_INTERVAL", "1"));
        await().atMost(SOON).until(() -> polls(pool, 0) >= 1);
        RedisNamespace keys = pool.registry().redis().keys();
        for (int i = 0; i < 3; i++) {
            pool.registry()
                    .redis()
                    .commands()
                    .del(keys.of(RedisKey.SERVER_MEMORY, pool.id(i).value()));
        }
        int before = polls(pool, 0);
        await().atMost(SOON).until(() -> polls(pool, 0) >= before + 2);
    }

    @Test
    void repeatsPollWhoseLeaseIsLost() {
        PolledPool pool = new PolledPool(1, Map.of("POLL_INTERVAL", "3600", "RESPONSE_TIMEOUT", "10"));
        pools.add(pool);
        pool.bbb(0).inject(new Fault.Delay(Duration.ofSeconds(5)), "getMeetings");
        pool.bbb(0).dropRequestLog();
        loops.addFirst(pool.startPoller());
        await().atMost(SOON).until(() -> polls(pool, 0) == 1);
        RedisNamespace keys = pool.registry().redis().keys();
        pool.registry()
                .redis()
                .commands()
                .del(
                        keys.of(RedisKey.SERVER_MEMORY, pool.id(0).value()),
                        keys.of(RedisKey.POLLS_DUE),
                        keys.of(RedisKey.POLL_LEASES));
        await("what the first poll finds is dropped").atMost(SOON).until(() -> polls(pool, 0) == 2);
    }
}
