package org.scalelite.api.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** The requests that are in flight, of which there is room for so many. */
@Singleton
final class InFlight {
    private final int most;
    private final Semaphore room;
    private final Counter refused;

    InFlight(EdgeConfig config, MeterRegistry metrics) {
        this.most = config.maxInFlight();
        this.room = new Semaphore(most);
        Gauge.builder("scalelite.api.requests.in.flight", this, InFlight::count)
                .description("Requests in hand")
                .register(metrics);
        this.refused = Counter.builder("scalelite.api.requests.refused")
                .description("Requests that got status 503 because too many were in hand")
                .register(metrics);
    }

    private int count() {
        return most - room.availablePermits();
    }

    /** Takes one in, if there is room. */
    boolean enter() {
        boolean entered = room.tryAcquire();
        if (!entered) {
            refused.increment();
        }
        return entered;
    }

    /** One is done. */
    void leave() {
        room.release();
    }
}
