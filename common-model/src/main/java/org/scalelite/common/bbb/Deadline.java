package org.scalelite.common.bbb;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A deadline for several steps together. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** The deadline after this time from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The time left; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** The next element of a queue; empty if none arrives before the deadline. */
    public <T> Optional<T> next(BlockingQueue<T> queue) {
        try {
            return Optional.ofNullable(queue.poll(left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for BBB servers", e);
        }
    }

    /** Whether the deadline has passed. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
