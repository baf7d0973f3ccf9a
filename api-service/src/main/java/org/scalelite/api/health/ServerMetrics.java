package org.scalelite.api.health;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened to servers as metrics: pollers have no address of their own to be asked at. */
@Singleton
final class ServerMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);

    private final ServerEvents events;
    private final MultiGauge seen;

    ServerMetrics(RedisStore redis, PrometheusMeterRegistry registry) {
        this.events = new ServerEvents(redis);
        this.seen = MultiGauge.builder("scalelite.server.events")
                .description("Events of BBB servers since Redis was last empty, by kind")
                .register(registry);
    }

    /** Counts anew; without Redis there is nothing to say. */
    void refresh() {
        try {
            seen.register(rows(events.tallies()), true);
        } catch (RuntimeException e) {
            LOG.debug("The events of servers cannot be counted", e);
            seen.register(List.of(), true);
        }
    }

    private static Iterable<Row<?>> rows(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .<Row<?>>map(count -> Row.of(Tags.of("kind", count.getKey()), count.getValue()))
                .toList();
    }
}
