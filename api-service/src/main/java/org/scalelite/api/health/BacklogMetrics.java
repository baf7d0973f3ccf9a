package org.scalelite.api.health;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scalelite.common.metrics.ScrapeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of the backlog that is in PostgreSQL. */
@Singleton
final class BacklogMetrics implements ScrapeListener {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogMetrics.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Optional<BacklogRepository> backlog;
    private final MultiGauge archives;
    private final MultiGauge callbacks;
    private CompletableFuture<Void> counting = CompletableFuture.completedFuture(null);

    BacklogMetrics(Optional<BacklogRepository> backlog, PrometheusMeterRegistry registry) {
        this.backlog = backlog;
        this.archives = MultiGauge.builder("scalelite.recording.archives")
                .description("Archives of recordings that are not done, by state")
                .register(registry);
        this.callbacks = MultiGauge.builder("scalelite.callbacks")
                .description("Callbacks to front-ends that are not delivered, by state")
                .register(registry);
    }

    /**
     * Updates the counts with a short timeout, so that the other metrics are available while PostgreSQL hangs. A late
     * count is used by the next scrape.
     */
    @Override
    public synchronized void refresh() {
        if (counting.isDone()) {
            counting = CompletableFuture.runAsync(this::count, Thread::startVirtualThread);
        }
        try {
            counting.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Timeout while counting the backlog", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Registers nothing without PostgreSQL. */
    private void count() {
        try {
            archives.register(rows(backlog.map(BacklogRepository::archives)), true);
            callbacks.register(rows(backlog.map(BacklogRepository::callbacks)), true);
        } catch (RuntimeException e) {
            LOG.debug("Cannot count the backlog", e);
            archives.register(List.of(), true);
            callbacks.register(List.of(), true);
        }
    }

    private static Iterable<Row<?>> rows(Optional<Map<String, Long>> counts) {
        return counts.orElse(Map.of()).entrySet().stream()
                .<Row<?>>map(count -> Row.of(Tags.of("state", count.getKey()), count.getValue()))
                .toList();
    }
}
