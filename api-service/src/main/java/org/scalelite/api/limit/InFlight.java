package org.scalelite.api.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.scalelite.api.http.HttpConfig;

/** The number of requests in flight, which is limited. */
@Singleton
final class InFlight {
    private final int most;
    private final Semaphore permits;
    private final Counter refused;

    InFlight(HttpConfig config, MeterRegistry metrics) {
        this.most = config.maxInFlight();
        this.permits = new Semaphore(most);
        Gauge.builder("scalelite.api.requests.in.flight", this, InFlight::count)
                .description("Requests in flight")
                .register(metrics);
        this.refused = Counter.builder("scalelite.api.requests.refused")
                .description("Requests that got status 503 because too many were in flight")
                .register(metrics);
    }

    private int count() {
        return most - permits.availablePermits();
    }

    /** Counts one, unless the limit is reached. */
    boolean enter() {
        boolean entered = permits.tryAcquire();
        if (!entered) {
            refused.increment();
        }
        return entered;
    }

    /** One is finished. */
    void leave() {
        permits.release();
    }
}
