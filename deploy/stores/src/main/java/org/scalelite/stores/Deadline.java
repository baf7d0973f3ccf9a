package org.scalelite.stores;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment at which waiting is given up. */
record Deadline(long nanoTime) {
    private static final Duration PAUSE = Duration.ofMillis(20);

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** Waits until the condition holds; false if it does not in time. */
    boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                return false;
            }
            pause();
        }
        return true;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoresException("Interrupted while waiting for a server", e);
        }
    }
}
