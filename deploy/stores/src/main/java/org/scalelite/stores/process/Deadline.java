package org.scalelite.stores.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.scalelite.stores.StoresException;

/** A moment at which waiting is given up. */
public record Deadline(long nanoTime) {
    private static final Duration PAUSE = Duration.ofMillis(20);

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** Waits until the condition holds; false if it does not in time. */
    public boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                return false;
            }
            pause();
        }
        return true;
    }

    public static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoresException("Interrupted while waiting for a server", e);
        }
    }
}
