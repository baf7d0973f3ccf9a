package org.scalelite.common.metrics;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A read of a store that a scrape waits for a second at most, so that other metrics are available while the store hangs. What
 * comes late is used by the next scrape; there is one read at a time.
 */
public final class BoundedRead {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedRead.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Runnable read;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    public BoundedRead(Runnable read) {
        this.read = read;
    }

    /** Reads; false if that takes longer, or has failed. */
    public synchronized boolean run() {
        if (running.isDone()) {
            running = CompletableFuture.runAsync(read, Thread::startVirtualThread);
        }
        try {
            running.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("A store cannot be read for metrics", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
