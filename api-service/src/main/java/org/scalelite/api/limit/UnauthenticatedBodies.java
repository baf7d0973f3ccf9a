package org.scalelite.api.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.scalelite.api.http.CallSource;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;

/**
 * Bodies that are awaited before their sender is authenticated. They have a small share of the requests in flight, and one
 * source address a small share of that: bodies that never come do not displace calls whose checksum is right.
 */
@Singleton
public final class UnauthenticatedBodies {
    private static final int SHARE = 8;
    private static final int SHARE_OF_SOURCE = 4;

    private final int mostOfSource;
    private final Semaphore permits;
    private final ConcurrentMap<String, Integer> sources = new ConcurrentHashMap<>();
    private final Counter refused;

    UnauthenticatedBodies(HttpConfig config, MeterRegistry metrics) {
        int most = Math.ceilDiv(config.maxInFlight(), SHARE);
        this.mostOfSource = Math.ceilDiv(most, SHARE_OF_SOURCE);
        this.permits = new Semaphore(most);
        this.refused = Counter.builder("scalelite.api.bodies.refused")
                .description("Requests whose body was not waited for because too many of unknown callers were")
                .register(metrics);
    }

    /**
     * Takes a place, to be left once the body is there.
     *
     * @throws BbbException if others have taken all, or this source its share
     */
    public Place enter(HttpRequest<?> request) {
        String source = CallSource.of(request);
        boolean isWithinShare = sources.merge(source, 1, Integer::sum) <= mostOfSource;
        if (!isWithinShare || !permits.tryAcquire()) {
            leave(source);
            refused.increment();
            throw new BbbException(BbbError.overloaded());
        }
        return () -> {
            permits.release();
            leave(source);
        };
    }

    private void leave(String source) {
        sources.computeIfPresent(source, (_, bodies) -> bodies == 1 ? null : bodies - 1);
    }

    /** A place among them. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
