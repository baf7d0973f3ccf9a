package org.scalelite.api.hook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.hook.HookQueue;
import org.scalelite.common.hook.HookQueue.Backlog;
import org.scalelite.common.metrics.BoundedRead;
import org.scalelite.common.metrics.Buckets;
import org.scalelite.common.metrics.ScrapeListener;

/** Events of BBB servers, and their delivery to the hooks of front-ends. */
@Singleton
final class HookMetrics implements ScrapeListener {
    private final Map<Received, Counter> received = new EnumMap<>(Received.class);
    private final Map<Attempt, Timer> attempts = new EnumMap<>(Attempt.class);
    private final Counter dropped;
    private final Counter disabled;
    private final AtomicLong waiting = new AtomicLong();
    private final BoundedRead counting;

    HookMetrics(MeterRegistry meters, HookQueue queue) {
        this.counting = new BoundedRead(() -> waiting.set(
                queue.waiting().values().stream().mapToLong(Backlog::events).sum()));
        Gauge.builder("scalelite.hook.waiting", waiting, AtomicLong::get)
                .description("Events that wait for hooks")
                .register(meters);
        for (Received outcome : Received.values()) {
            received.put(
                    outcome,
                    Counter.builder("scalelite.hook.events")
                            .description("Events that BBB servers sent, by outcome")
                            .tag("outcome", outcome.text())
                            .register(meters));
        }
        for (Attempt result : Attempt.values()) {
            attempts.put(
                    result,
                    Buckets.ofCalls("scalelite.hook.deliveries")
                            .description("Attempts to deliver events to hooks, by result")
                            .tag("result", result.text())
                            .register(meters));
        }
        this.dropped = Counter.builder("scalelite.hook.dropped")
                .description("Events that were dropped because too many waited for a hook")
                .register(meters);
        this.disabled = Counter.builder("scalelite.hook.disabled")
                .description("Hooks that were disabled because they failed for too long")
                .register(meters);
    }

    /** What became of an event of a BBB server. */
    enum Received implements EnumText {
        /** It waits for hooks. */
        STORED,
        /** No hook wants it. */
        UNWANTED,
        /** It was sent before. */
        REPEATED,
        /** It is too old to tell whether it was sent before. */
        STALE,
        /** The meeting is not one of the server. */
        UNKNOWN_MEETING,
        /** It is not an event of bbb-webhooks. */
        MALFORMED,
        TOO_LARGE,
        /** Its checksum is wrong. */
        FORGED;
    }

    /** The result of an attempt. */
    enum Attempt implements EnumText {
        DELIVERED,
        FAILED;
    }

    @Override
    public void refresh() {
        if (!counting.run()) {
            waiting.set(0);
        }
    }

    void received(Received outcome) {
        Objects.requireNonNull(received.get(outcome)).increment();
    }

    void attempted(Attempt result, Duration time) {
        Objects.requireNonNull(attempts.get(result)).record(time);
    }

    void dropped(long events) {
        dropped.increment((double) events);
    }

    void disabled() {
        disabled.increment();
    }
}
