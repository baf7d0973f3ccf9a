package org.scalelite.api.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of calls to BBB servers, of their events, and of pollers. */
@Singleton
final class ServerMetrics implements ScrapeListener {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);

    /** An alert sees no rise from a missing count. */
    private static final List<String> COUNTED_FROM_ZERO = List.of("creates_failing", "split");

    private final ServerEvents events;
    private final ServerRegistry servers;
    private final MultiGauge eventCounts;
    private final MultiGauge pollers;

    ServerMetrics(RedisStore redis, ServerRegistry servers, BbbClient bbb, PrometheusMeterRegistry registry) {
        this.servers = servers;
        this.events = new ServerEvents(redis);
        this.eventCounts = MultiGauge.builder("scalelite.server.events")
                .description("Events of BBB servers since Redis was last empty, by kind")
                .register(registry);
        this.pollers = MultiGauge.builder("scalelite.pollers")
                .description(
                        "Pollers at work: those that reach the BBB servers, and those that have lost their way to most")
                .register(registry);
        FunctionCounter.builder("scalelite.bbb.calls.refused", bbb, BbbClient::refused)
                .description("Calls that were not made because too many to the same server were under way")
                .register(registry);
    }

    /** Updates the counts; registers nothing without Redis. */
    @Override
    public void refresh() {
        try {
            eventCounts.register(rows(counts()), true);
            ServerRegistry.Pollers active = servers.pollers();
            pollers.register(List.of(row("reaching", active.reaching()), row("isolated", active.isolated())), true);
        } catch (RuntimeException e) {
            LOG.debug("Cannot count server events", e);
            eventCounts.register(List.of(), true);
            pollers.register(List.of(), true);
        }
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTED_FROM_ZERO.forEach(kind -> counts.put(kind, 0L));
        counts.putAll(events.tallies());
        return counts;
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
