package org.scalelite.system.chaos;

import java.util.concurrent.locks.LockSupport;

/** Looks again and again until it is closed. */
final class Watch implements AutoCloseable {
    private static final long PAUSE_NANOS = 200_000_000L;

    private final Thread thread;
    private volatile boolean over;

    Watch(Runnable look) {
        thread = Thread.ofVirtual().start(() -> {
            while (!over) {
                look.run();
                LockSupport.parkNanos(PAUSE_NANOS);
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
    }
}
