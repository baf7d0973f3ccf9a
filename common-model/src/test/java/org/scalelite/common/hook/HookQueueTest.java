package org.scalelite.common.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.hook.HookQueue.Batch;
import org.scalelite.common.hook.HookQueue.Event;
import org.scalelite.common.hook.HookQueue.Lease;
import org.scalelite.common.hook.HookQueue.Stored;
import org.scalelite.common.hook.HookQueue.Waiting;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;

class HookQueueTest {
    private static final ServerId SERVER = new ServerId("bbb-1");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int BYTES = 1 << 20;

    private final TestRegistry registry = new TestRegistry();
    private final HookQueue queue = new HookQueue(registry.redis());

    @AfterEach
    void close() {
        registry.close();
    }

    private static Hook hook(String id) {
        return new Hook(
                id,
                Optional.of("t-1"),
                "https://example.org/" + id,
                "sl",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private Stored store(String json, String... hooks) {
        Event event = new Event("m-1", System.currentTimeMillis(), json);
        return queue.store(
                SERVER,
                event,
                Optional.of("t-1"),
                List.of(hooks).stream().map(HookQueueTest::hook).toList());
    }

    private Batch read(Lease lease, List<Waiting> delivered) {
        return queue.next(lease, delivered, LEASE, 100, BYTES);
    }

    private List<String> next(Lease lease, Waiting... delivered) {
        return read(lease, List.of(delivered)).events().stream()
                .map(waiting -> waiting.event().json())
                .toList();
    }

    private Lease claim(String owner) {
        return queue.claim(owner, LEASE, 10).getFirst();
    }

    private @Nullable String bytes() {
        return registry.redis().commands().hget(registry.redis().keys().of(RedisKey.HOOK_BYTES), "t-1");
    }

    @Test
    void eventWaitsForEachHookUntilItIsDelivered() {
        assertThat(store("{1}", "h-1", "h-2")).isEqualTo(new Stored.Queued(0));
        assertThat(store("{2}", "h-1")).isEqualTo(new Stored.Queued(0));

        List<Lease> leases = queue.claim("a", LEASE, 10);
        assertThat(leases).extracting(Lease::hook).containsExactlyInAnyOrder("h-1", "h-2");
        assertThat(queue.claim("b", LEASE, 10)).isEmpty();
        for (Lease lease : leases) {
            assertThat(lease.tenantId()).contains("t-1");
            List<Waiting> events = read(lease, List.of()).events();
            assertThat(read(lease, events).events()).isEmpty();
        }
        assertThat(bytes()).isNull();
        assertThat(queue.waiting()).isEmpty();
    }

    @Test
    void eventIsStoredOnce() {
        long now = System.currentTimeMillis();
        Event event = new Event("m-1", now, "{1}");
        List<Hook> hooks = List.of(hook("h-1"));

        assertThat(queue.store(SERVER, event, Optional.empty(), hooks)).isInstanceOf(Stored.Queued.class);
        assertThat(queue.store(SERVER, event, Optional.empty(), hooks)).isInstanceOf(Stored.Repeated.class);
        assertThat(queue.store(SERVER, new Event("m-1", now - 700_000, "{1}"), Optional.empty(), hooks))
                .isInstanceOf(Stored.Stale.class);
        assertThat(queue.store(new ServerId("bbb-2"), event, Optional.empty(), hooks))
                .isInstanceOf(Stored.Queued.class);
    }

    @Test
    void anotherReplicaTakesOverWhenALeaseEnds() {
        store("{1}", "h-1");
        Lease first = queue.claim("a", Duration.ofMillis(50), 10).getFirst();
        queue.next(first, List.of(), Duration.ofMillis(50), 100, BYTES);

        Lease second = await().atMost(TestTimeout.LIMIT)
                .until(() -> queue.claim("b", LEASE, 10).stream().findFirst(), Optional::isPresent)
                .orElseThrow();

        assertThat(next(first)).isEmpty();
        assertThat(next(second)).containsExactly("{1}");
        queue.release(first, List.of(), Duration.ZERO, Optional.of("late"));
        assertThat(queue.claim("c", LEASE, 10)).isEmpty();
    }

    @Test
    void deliveredEventsGoAlsoAfterTheLeaseEnded() {
        store("{1}", "h-1");
        store("{2}", "h-1");
        Lease first = queue.claim("a", Duration.ofMillis(1), 10).getFirst();
        Waiting delivered = read(first, List.of()).events().getFirst();
        queue.release(first, List.of(), Duration.ZERO, Optional.empty());
        Lease second = claim("b");

        assertThat(next(first, delivered)).isEmpty();
        assertThat(next(second)).containsExactly("{2}");
        assertThat(queue.waiting().get("h-1")).isEqualTo(new HookQueue.Backlog(1, 0, 0, ""));
    }

    @Test
    void eventsOfARemovedHookLeaveNothing() {
        store("{1}", "h-1");
        Lease lease = claim("a");
        List<Waiting> delivered = read(lease, List.of()).events();
        queue.remove("h-1");

        assertThat(read(lease, delivered).events()).isEmpty();
        queue.release(lease, delivered, Duration.ZERO, Optional.empty());

        assertThat(registry.redis().commands().keys("*hook*")).isEmpty();
    }

    @Test
    void failureCountsAfterTheDeliveriesOfItsBatch() {
        store("{1}", "h-1");
        store("{2}", "h-1");
        Lease lease = claim("a");
        Waiting delivered = read(lease, List.of()).events().getFirst();

        queue.release(lease, List.of(delivered), Duration.ZERO, Optional.of("answered 500"));

        assertThat(queue.waiting().get("h-1")).isEqualTo(new HookQueue.Backlog(1, 0, 1, "answered 500"));
    }

    @Test
    void failingHookPausesAndTriesOneEvent() {
        store("{1}", "h-1");
        store("{2}", "h-1");
        queue.release(claim("a"), List.of(), Duration.ZERO, Optional.of("answered 500"));

        Lease again = claim("a");
        Batch batch = read(again, List.of());

        assertThat(batch.attempts()).isEqualTo(1);
        assertThat(batch.events()).hasSize(1);
        assertThat(queue.waiting(List.of("h-1")).get("h-1")).isEqualTo(new HookQueue.Backlog(2, 0, 1, "answered 500"));
        assertThat(read(again, batch.events())).satisfies(next -> {
            assertThat(next.attempts()).isZero();
            assertThat(next.events()).hasSize(1);
        });
    }

    @Test
    void oldestEventsAreDroppedBeyondTheLimit() {
        String padding = "x".repeat(1 << 20);
        long dropped = IntStream.range(0, 40)
                .mapToObj(i -> store(i + padding, "h-1"))
                .mapToLong(stored -> ((Stored.Queued) stored).dropped())
                .sum();

        assertThat(dropped).isEqualTo(9);
        assertThat(queue.waiting().values())
                .extracting(HookQueue.Backlog::dropped)
                .containsExactly(9L);
        assertThat(next(claim("a"))).first().asString().startsWith("9x");
        assertThat(Long.parseLong(String.valueOf(bytes()))).isLessThan(32 << 20);
        queue.remove("h-1");
        assertThat(bytes()).isNull();
        assertThat(queue.waiting()).isEmpty();
    }
}
