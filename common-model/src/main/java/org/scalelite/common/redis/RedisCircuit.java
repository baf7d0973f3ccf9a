package org.scalelite.common.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls from a Redis that does not answer. After one call that failed the next ones fail at once, so that nobody waits
 * in vain. Meanwhile one thread of the process asks whether it answers again, with pauses that grow and differ, so that a
 * Redis that comes back meets one question of each process and not all that waited.
 */
final class RedisCircuit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final BooleanSupplier answers;
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
    private final AtomicLong outages = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long lastEnd = System.nanoTime();

    /**
     * A circuit that lets calls through.
     *
     * @param answers asks Redis, with a deadline
     */
    RedisCircuit(BooleanSupplier answers) {
        this.answers = answers;
    }

    private record Outage(long since, Throwable cause) {}

    /**
     * Begins a call; answers when that was, by {@link System#nanoTime}.
     *
     * @throws RedisAwayException if Redis did not answer the last one
     */
    long begin() {
        Outage present = outage.get();
        if (present != null) {
            throw new RedisAwayException(present.cause());
        }
        return System.nanoTime();
    }

    /** A call that began then was not answered. One from before the last outage's end says nothing about now. */
    void failed(long began, Throwable cause) {
        if (began - lastEnd < 0 || closed.getCount() == 0) {
            return;
        }
        if (outage.compareAndSet(null, new Outage(System.nanoTime(), cause))) {
            outages.incrementAndGet();
            LOG.warn("Redis does not answer ({}): calls fail at once until it does", cause.getMessage());
            Thread.ofVirtual().name("redis-probe").start(this::awaitAnswer);
        }
    }

    private void awaitAnswer() {
        try {
            Duration pause = FIRST_PAUSE;
            while (!closed.await(jittered(pause).toMillis(), TimeUnit.MILLISECONDS)) {
                if (answers.getAsBoolean()) {
                    end();
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** From half of it to all of it. */
    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
    }

    private void end() {
        long seconds = outageTime().orElse(Duration.ZERO).toSeconds();
        lastEnd = System.nanoTime();
        outage.set(null);
        LOG.info("Redis answers again after {} s", seconds);
    }

    /** How long Redis has been away; empty if it is not. */
    Optional<Duration> outageTime() {
        return Optional.ofNullable(outage.get()).map(present -> Duration.ofNanos(System.nanoTime() - present.since()));
    }

    /** How often it has been away since the start. */
    long outages() {
        return outages.get();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
