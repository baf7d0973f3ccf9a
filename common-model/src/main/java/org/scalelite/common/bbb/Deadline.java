package org.scalelite.common.bbb;

import java.time.Duration;

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

    /** Whether the deadline has passed. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
