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
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened to servers as metrics: pollers have no address of their own to be asked at. */
@Singleton
final class ServerMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);

    private final ServerEvents events;
    private final ServerRegistry servers;
    private final MultiGauge seen;
    private final MultiGauge pollers;

    ServerMetrics(RedisStore redis, ServerRegistry servers, PrometheusMeterRegistry registry) {
        this.servers = servers;
        this.events = new ServerEvents(redis);
        this.seen = MultiGauge.builder("scalelite.server.events")
                .description("Events of BBB servers since Redis was last empty, by kind")
                .register(registry);
        this.pollers = MultiGauge.builder("scalelite.pollers")
                .description(
                        "Pollers at work: those that reach the BBB servers, and those that have lost their way to most")
                .register(registry);
    }

    /** Counts again; without Redis there is nothing to say. */
    void refresh() {
        try {
            seen.register(rows(events.tallies()), true);
            ServerRegistry.Pollers atWork = servers.pollers();
            pollers.register(List.of(row("reaching", atWork.reaching()), row("isolated", atWork.isolated())), true);
        } catch (RuntimeException e) {
            LOG.debug("The events of servers cannot be counted", e);
            seen.register(List.of(), true);
            pollers.register(List.of(), true);
        }
    }

    private static Row<?> row(String state, long count) {
        return Row.of(Tags.of("state", state), count);
    }

    private static Iterable<Row<?>> rows(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .<Row<?>>map(count -> Row.of(Tags.of("kind", count.getKey()), count.getValue()))
                .toList();
    }
}
