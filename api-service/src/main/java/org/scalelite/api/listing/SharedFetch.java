package org.scalelite.api.listing;

import io.micronaut.core.propagation.PropagatedContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/**
 * Fetches a value once for many callers. A caller does not get a value whose fetch began before its call, unless
 * {@code maxAge} allows it: it joins the next fetch. That one begins when none is running, or when the previous one has
 * ended or has taken {@code gap}, so that few run at the same time and callers do not wait for a slow one.
 *
 * @param <T> type of the value; it is closed when the last caller has released it
 */
public final class SharedFetch<T extends AutoCloseable> {
    private final Supplier<T> source;
    private final Duration gap;
    private final Duration maxAge;
    private final Duration timeout;
    private @Nullable Fetch waiting;
    private @Nullable Fetch latest;

    /**
     * Creates it without a fetch.
     *
     * @param gap after which the next fetch does not wait for the previous one
     * @param maxAge of a value since its fetch began; zero: only values fetched after the call
     * @param timeout of a caller, for the start and the end of its fetch
     */
    public SharedFetch(Supplier<T> source, Duration gap, Duration maxAge, Duration timeout) {
        this.source = source;
        this.gap = gap;
        this.maxAge = maxAge;
        this.timeout = timeout;
    }

    /** The reference of one caller to a value. */
    public final class Share implements AutoCloseable {
        private final Fetch fetch;

        private Share(Fetch fetch) {
            this.fetch = fetch;
        }

        /**
         * Waits for the value.
         *
         * @throws RuntimeException of the fetch; BbbException after the timeout
         */
        public T get() {
            try {
                return fetch.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e);
            } catch (TimeoutException _) {
                throw new BbbException(BbbError.meetingListIncomplete());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a list", e);
            }
        }

        /** Must be called exactly once. */
        @Override
        public void close() {
            release(fetch);
        }
    }

    private final class Fetch {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private long began;
        /** The callers and the fetching thread. */
        private int holders = 1;

        boolean isFresh() {
            return holders > 0 && !result.isCompletedExceptionally() && System.nanoTime() - began < maxAge.toNanos();
        }
    }

    public synchronized Share join() {
        Fetch joined = latest;
        if (joined == null || !joined.isFresh()) {
            joined = waiting;
        }
        if (joined == null) {
            joined = new Fetch();
            waiting = joined;
            Fetch next = joined;
            Thread.ofVirtual().name("shared fetch").start(PropagatedContext.wrapCurrent(() -> run(next)));
        }
        joined.holders++;
        return new Share(joined);
    }

    private void run(Fetch fetch) {
        try {
            awaitGap();
            begin(fetch);
            fetch.result.complete(source.get());
            // Shared with later callers until maxAge.
            Thread.sleep(maxAge.minusNanos(System.nanoTime() - fetch.began));
        } catch (InterruptedException e) {
            fetch.result.completeExceptionally(new IllegalStateException("interrupted", e));
        } catch (RuntimeException | Error e) {
            fetch.result.completeExceptionally(e);
        } finally {
            release(fetch);
        }
    }

    private void awaitGap() throws InterruptedException {
        Fetch before = before();
        if (before == null) {
            return;
        }
        try {
            Object _ = before.result.get(before.began + gap.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // The next fetch begins after any outcome.
        }
    }

    private synchronized @Nullable Fetch before() {
        return latest;
    }

    private synchronized void begin(Fetch fetch) {
        waiting = null;
        latest = fetch;
        fetch.began = System.nanoTime();
    }

    private void release(Fetch fetch) {
        synchronized (this) {
            fetch.holders--;
            if (fetch.holders > 0 || fetch.result.isCompletedExceptionally()) {
                return;
            }
        }
        try {
            fetch.result.join().close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot close a shared value", e);
        }
    }
}
