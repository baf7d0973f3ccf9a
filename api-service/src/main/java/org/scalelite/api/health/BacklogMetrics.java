package org.scalelite.api.health;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.operator.BacklogRepository;
import org.scalelite.common.metrics.BoundedRead;
import org.scalelite.common.metrics.ScrapeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of the backlog that is in PostgreSQL. */
@Singleton
final class BacklogMetrics implements ScrapeListener {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogMetrics.class);

    private final Optional<BacklogRepository> backlog;
    private final MultiGauge archives;
    private final MultiGauge callbacks;
    private final MultiGauge oldestCallback;
    private final BoundedRead counting = new BoundedRead(this::count);

    BacklogMetrics(Optional<BacklogRepository> backlog, PrometheusMeterRegistry registry) {
        this.backlog = backlog;
        this.archives = MultiGauge.builder("scalelite.recording.archives")
                .description("Archives of recordings that are not done, by state")
                .register(registry);
        this.callbacks = MultiGauge.builder("scalelite.callbacks")
                .description("Callbacks to front-ends that are not delivered, by state")
                .register(registry);
        this.oldestCallback = MultiGauge.builder("scalelite.callbacks.oldest")
                .description("How long the oldest pending callback has waited; 0 without one")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void refresh() {
        boolean _ = counting.run();
    }

    /** Registers nothing without PostgreSQL. */
    private void count() {
        try {
            archives.register(rows(backlog.map(BacklogRepository::archives)), true);
            callbacks.register(rows(backlog.map(BacklogRepository::callbacks)), true);
            oldestCallback.register(
                    backlog.stream()
                            .<Row<?>>map(counts -> Row.of(Tags.empty(), counts.oldestPendingSeconds()))
                            .toList(),
                    true);
        } catch (RuntimeException e) {
            LOG.debug("Cannot count the backlog", e);
            archives.register(List.of(), true);
            callbacks.register(List.of(), true);
            oldestCallback.register(List.of(), true);
        }
    }

    private static Iterable<Row<?>> rows(Optional<Map<String, Long>> counts) {
        return counts.orElse(Map.of()).entrySet().stream()
                .<Row<?>>map(count -> Row.of(Tags.of("state", count.getKey()), count.getValue()))
                .toList();
    }
}
