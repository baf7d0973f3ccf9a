package org.scalelite.api.console.pool;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.operator.PoolReader;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.server.ServerFacts;

/** Reads the pool at most twice a second, for however many operators look at it. */
@Singleton
public final class PoolCache {
    private static final Duration MAX_AGE = Duration.ofMillis(500);
    private static final int RECENT = 5;

    private final PoolReader pool;
    private final CurvesCache curves;
    private final Deque<PoolSnapshot> recent = new ArrayDeque<>();
    private boolean stale;
    private long readNanos = System.nanoTime() - MAX_AGE.toNanos();

    PoolCache(PoolReader pool, CurvesCache curves) {
        this.pool = pool;
        this.curves = curves;
    }

    /**
     * The pool as it is, or as it was before Redis became unavailable.
     *
     * @throws RedisUnavailableException if it was never read
     */
    public synchronized PoolSnapshot read() {
        return System.nanoTime() - readNanos < MAX_AGE.toNanos() && !recent.isEmpty() ? last() : readNow();
    }

    /** The pool, read after everything that this process has changed. */
    public synchronized PoolSnapshot readNow() {
        try {
            List<ServerFacts> servers = pool.all();
            recent.addFirst(new PoolSnapshot(Instant.now(), false, servers, pool.pool(servers), curves.read()));
            stale = false;
        } catch (RedisUnavailableException e) {
            if (recent.isEmpty()) {
                throw e;
            }
            stale = true;
        } finally {
            readNanos = System.nanoTime();
        }
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
        return last();
    }

    private PoolSnapshot last() {
        return stale ? recent.getFirst().asStale() : recent.getFirst();
    }

    /** One of the last snapshots of this process, by the text of its time. */
    public synchronized Optional<PoolSnapshot> recent(String readAt) {
        return recent.stream()
                .filter(snapshot -> snapshot.readAt().toString().equals(readAt))
                .findFirst();
    }
}
