package org.scalelite.system.chaos;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks again and again until it is closed; a look that fails is said then. */
final class Watch implements AutoCloseable {
    private static final long PAUSE_NANOS = 200_000_000L;

    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable RuntimeException failure;

    Watch(Runnable look) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (!over) {
                    look.run();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        });
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("what was watched was not seen to its end", failure);
        }
    }
}
