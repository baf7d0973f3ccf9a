package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often the values are read. */
class ScrapeTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    private String text(Scrape scrape) {
        return new String(scrape.text(), StandardCharsets.UTF_8);
    }

    @Test
    void readsValuesForEachOfFewCalls() {
        Gauge.builder("reads", reads, AtomicInteger::get).register(registry);
        Scrape scrape = new Scrape(registry, List.of(reads::incrementAndGet), now::get);
        assertThat(text(scrape)).contains("reads 1.0");
        now.addAndGet(1);
        assertThat(text(scrape)).contains("reads 2.0");
    }

    @Test
    void readsFourTimesPerSecondAtMost() {
        Scrape scrape = new Scrape(registry, List.of(reads::incrementAndGet), now::get);
        for (int i = 0; i < 1000; i++) {
            now.addAndGet(Duration.ofMillis(1).toNanos());
            text(scrape);
        }
        assertThat(reads).hasValueBetween(4, 5);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        text(scrape);
        assertThat(reads).hasValueBetween(5, 6);
    }

    @Test
    void callsDuringAReadShareTheNext() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Scrape scrape = new Scrape(
                registry,
                List.of(() -> {
                    reads.incrementAndGet();
                    started.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                }),
                System::nanoTime);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> text(scrape));
            started.await();
            CountDownLatch called = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    called.countDown();
                    text(scrape);
                });
            }
            called.await();
            Thread.sleep(100);
            go.countDown();
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void showsOtherMetricsIfOneCannotBeRead() {
        Gauge.builder("reads", reads, AtomicInteger::get).register(registry);
        ScrapeListener broken = () -> {
            throw new IllegalStateException("no store");
        };
        assertThat(text(new Scrape(registry, List.of(broken, reads::incrementAndGet), now::get)))
                .contains("reads 1.0");
    }
}
