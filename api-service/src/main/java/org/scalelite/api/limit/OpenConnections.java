package org.scalelite.api.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that are open, of which there may be so many: each takes memory before its client is authenticated. */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final Counter refused;

    OpenConnections(int most, MeterRegistry metrics) {
        this.most = most;
        Gauge.builder("scalelite.api.connections", open, AtomicInteger::get)
                .description("Connections that are open")
                .register(metrics);
        this.refused = Counter.builder("scalelite.api.connections.refused")
                .description("Connections that were closed at once because too many were open")
                .register(metrics);
    }

    /** Counts a connection until it is closed, or closes it at once. */
    void admit(Channel connection) {
        boolean admitted = open.incrementAndGet() <= most;
        connection.closeFuture().addListener(_ -> open.decrementAndGet());
        if (admitted) {
            full.set(false);
            return;
        }
        refused.increment();
        if (full.compareAndSet(false, true)) {
            LOG.warn("New connections are closed: {} are open, which is the limit (MAX_CONNECTIONS)", most);
        }
        ChannelFuture _ = connection.close();
    }
}
