package org.scalelite.common.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of this process as text. Requests that arrive while the text is made get the next one together, and after
 * a few within a second the last one is repeated, so that the stores are read seldom however often this is called.
 */
@Singleton
public final class Scrape {
    /** In the text format of Prometheus. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(Scrape.class);
    private static final int MAX_PER_SECOND = 4;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final PrometheusMeterRegistry registry;
    private final List<ScrapeListener> listeners;
    private final LongSupplier clock;
    private final Deque<Long> starts = new ArrayDeque<>();
    private byte[] text = {};

    @Inject
    Scrape(PrometheusMeterRegistry registry, List<ScrapeListener> listeners) {
        this(registry, listeners, System::nanoTime);
    }

    Scrape(PrometheusMeterRegistry registry, List<ScrapeListener> listeners, LongSupplier clock) {
        this.registry = registry;
        this.listeners = listeners.stream()
                .sorted(Comparator.comparingInt(ScrapeListener::order))
                .toList();
        this.clock = clock;
    }

    /** The metrics, read after this call unless there were too many calls. The bytes are shared: do not change them. */
    public byte[] text() {
        long called = clock.getAsLong();
        synchronized (this) {
            if (!isCurrent(called)) {
                starts.addLast(clock.getAsLong());
                listeners.forEach(Scrape::refresh);
                text = registry.scrape().getBytes(StandardCharsets.UTF_8);
            }
            return text;
        }
    }

    private boolean isCurrent(long called) {
        long now = clock.getAsLong();
        boolean wasReadSince = !starts.isEmpty() && starts.getLast() - called > 0;
        while (!starts.isEmpty() && now - starts.getFirst() >= SECOND) {
            starts.removeFirst();
        }
        return wasReadSince || starts.size() >= MAX_PER_SECOND;
    }

    private static void refresh(ScrapeListener listener) {
        try {
            listener.refresh();
        } catch (RuntimeException e) {
            LOG.debug("Metrics cannot be read", e);
        }
    }
}
