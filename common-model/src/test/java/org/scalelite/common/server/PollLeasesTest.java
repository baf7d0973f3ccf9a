package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.ServerEvents.ServerEvent;
import org.scalelite.common.testing.TestRegistry;

/** Distribution of servers among pollers, by the scripts (specification, section 10). */
class PollLeasesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestRegistry registry = new TestRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private List<ServerId> servers(int count) {
        List<ServerId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerId id = new ServerId("bbb-" + i);
            registry.servers().add(id, URI.create("http://bbb-" + i + "/api"), "s", 1, Optional.empty());
            ids.add(id);
        }
        return ids;
    }

    private PollLeases poller() {
        return new PollLeases(registry.redis());
    }

    private void remember(ServerId id, String field, long value) {
        registry.redis()
                .commands()
                .hset(registry.redis().keys().of(RedisKey.SERVER_MEMORY, id.value()), field, String.valueOf(value));
    }

    private void due(ServerId id, long at) {
        registry.redis().commands().zadd(registry.redis().keys().of(RedisKey.POLLS_DUE), (double) at, id.value());
    }

    private void leasedUntil(ServerId id, long at) {
        registry.redis().commands().zadd(registry.redis().keys().of(RedisKey.POLL_LEASES), (double) at, id.value());
    }

    private long now() {
        return registry.servers().now().toEpochMilli();
    }

    private static PollRecord bad() {
        return new PollRecord.Bad(new HealthState.Suspect(1), "refused");
    }

    private static List<ServerId> idsOf(List<PollLease> leases) {
        return leases.stream().map(PollLease::server).toList();
    }

    @Test
    void leasesOfOneNumberAreDistinct() {
        ServerId id = servers(1).getFirst();
        PollLease first = poller().seize(id).orElseThrow();
        // Redis has lost the last number, as after a failover.
        remember(id, "lease", 0);
        PollLease second = poller().seize(id).orElseThrow();
        assertThat(registry.servers().recordPoll(first, bad())).isEqualTo(new PollWritten.Stale());
        assertThat(registry.servers().recordPoll(second, bad())).isInstanceOf(PollWritten.Written.class);
    }

    @Test
    void serverIsClaimedOncePerInterval() throws Exception {
        List<ServerId> ids = servers(40);
        List<PollLeases> pollers = List.of(poller(), poller(), poller());
        List<ServerId> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                List<Future<List<PollLease>>> running = pollers.stream()
                        .map(poller -> threads.submit(() -> poller.claim(HOUR)))
                        .toList();
                for (Future<List<PollLease>> leases : running) {
                    claimed.addAll(idsOf(leases.get()));
                }
            }
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void pollerClaimsItsShareOnly() {
        servers(9);
        PollLeases first = poller();
        PollLeases second = poller();
        PollLeases third = poller();
        assertThat(second.claim(HOUR)).as("it is alone so far").hasSize(9);
        ids().forEach(id -> {
            due(id, 0);
            leasedUntil(id, 0);
        });
        assertThat(first.claim(HOUR)).hasSize(5);
        assertThat(third.claim(HOUR)).hasSize(3);
        assertThat(third.claim(HOUR)).as("it has its share already").isEmpty();
        assertThat(second.claim(HOUR)).hasSize(1);
    }

    private List<ServerId> ids() {
        return registry.servers().all().stream().map(Server::id).toList();
    }

    @Test
    void keepsThePollingRhythm() {
        ServerId id = servers(1).getFirst();
        long due = now() - 20_000;
        due(id, due);
        assertThat(poller().claim(Duration.ofSeconds(60))).hasSize(1);
        assertThat(registry.redis().commands().zscore(registry.redis().keys().of(RedisKey.POLLS_DUE), id.value()))
                .isEqualTo((double) (due + 60_000));
    }

    @Test
    void doesNotClaimAServerRemovedByScalelite() {
        List<ServerId> ids = servers(2);
        registry.redis()
                .commands()
                .srem(
                        registry.redis().keys().of(RedisKey.SERVERS),
                        ids.getFirst().value());
        due(ids.getFirst(), 0);
        assertThat(idsOf(poller().claim(HOUR))).containsExactly(ids.getLast());
        assertThat(registry.redis()
                        .commands()
                        .zscore(
                                registry.redis().keys().of(RedisKey.POLLS_DUE),
                                ids.getFirst().value()))
                .as("forgotten")
                .isNull();
    }

    @Test
    void serverOfADeadPollerIsTakenOver() {
        ServerId id = registry.online(URI.create("http://bbb/api"), "s");
        due(id, 0);
        leasedUntil(id, 0);
        PollLease lost = poller().claim(Duration.ofMillis(1)).getFirst();
        PollLeases other = poller();
        assertThat(other.claim(Duration.ofMillis(1)))
                .as("while the lease lasts")
                .isEmpty();
        leasedUntil(id, now() - 1);
        due(id, 0);
        PollLease taken = other.claim(HOUR).getFirst();
        assertThat(registry.servers().recordPoll(lost, bad())).isEqualTo(new PollWritten.Stale());
        assertThat(registry.servers().find(id).orElseThrow().health().unhealthyPolls())
                .isZero();
        assertThat(registry.servers().recordPoll(taken, bad())).isInstanceOf(PollWritten.Written.class);
    }

    @Test
    void renewsHeldLeasesOnly() {
        ServerId id = servers(1).getFirst();
        PollLeases poller = poller();
        PollLease lease = poller.claim(Duration.ofMillis(1)).getFirst();
        leasedUntil(id, now() + 10);
        poller.renew(List.of(lease));
        assertThat(leaseEnds(id)).isGreaterThan((double) (now() + 1000));

        PollLease seized = poller().seize(id).orElseThrow();
        leasedUntil(id, 7);
        poller.renew(List.of(lease));
        assertThat(leaseEnds(id)).isEqualTo(7);
        poller.release(lease, Optional.of(Duration.ZERO));
        assertThat(registry.servers().recordPoll(seized, bad())).isInstanceOf(PollWritten.Written.class);
    }

    private double leaseEnds(ServerId id) {
        return registry.redis().commands().zscore(registry.redis().keys().of(RedisKey.POLL_LEASES), id.value());
    }

    @Test
    void releasedServerIsDueEarly() {
        servers(1);
        PollLeases poller = poller();
        poller.release(poller.claim(HOUR).getFirst(), Optional.empty());
        assertThat(poller.claim(HOUR)).isEmpty();
        servers(2);
        poller.release(poller.claim(HOUR).getFirst(), Optional.of(Duration.ZERO));
        assertThat(poller.claim(HOUR)).hasSize(1);
    }

    @Test
    void failedServerIsDueAtOnceAndNotifiesPollers() {
        ServerId id = registry.online(URI.create("http://bbb/api"), "s");
        registry.online(URI.create("http://bbb-2/api"), "s");
        PollLeases poller = poller();
        due(id, now() + 50_000);
        leasedUntil(id, 0);
        AtomicInteger alarms = new AtomicInteger();
        registry.redis().listen(registry.redis().keys().of(RedisKey.POLL_CHANNEL), alarms::incrementAndGet);
        registry.servers().reportFailure(id, "create: refused");
        await().until(() -> alarms.get() == 1);
        assertThat(idsOf(poller.claim(HOUR))).contains(id);
        registry.servers().reportFailure(id, "create: refused");
        assertThat(registry.servers().find(id).orElseThrow().health().unhealthyPolls())
                .as("polls decide, not failed calls")
                .isEqualTo(1);
        assertThat(registry.load(id)).as("no new meetings").isEmpty();
    }

    @Test
    void writesAndCountsAnEventOnce() {
        ServerId id = registry.online(URI.create("http://bbb/api"), "s");
        registry.servers().reportFailure(id, "create: refused");
        registry.poll(id, bad());
        registry.offline(id);
        registry.offline(id);
        ServerEvents events = new ServerEvents(registry.redis());
        assertThat(events.newest(id, 10))
                .extracting(ServerEvent::kind)
                .containsExactly("offline", "suspect", "healthy");
        assertThat(events.newest(id, 10).get(1).detail()).isEqualTo("create: refused");
        assertThat(events.newest(id, 1).getFirst().at())
                .isBetween(Instant.EPOCH, registry.servers().now());
        assertThat(events.tallies())
                .containsEntry("offline", 1L)
                .containsEntry("suspect", 1L)
                .containsEntry("healthy", 1L);
    }

    @Test
    void onePollerDoesTheHousekeeping() {
        assertThat(poller().claimHousekeeping(HOUR)).isTrue();
        assertThat(poller().claimHousekeeping(HOUR)).isFalse();
    }

    @Test
    void removedServerCannotBeSeized() {
        assertThat(poller().seize(new ServerId("gone"))).isEmpty();
    }
}
