package org.scalelite.common.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.common.metrics.BoundedRead;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;

/** Whether this process reaches Redis and PostgreSQL, and how long they take to answer. */
@Singleton
final class StoreMetrics implements ScrapeListener {
    private final List<Store> stores;
    private final Map<List<String>, Double> up = new ConcurrentHashMap<>();
    private final Map<List<String>, Double> latency = new ConcurrentHashMap<>();

    StoreMetrics(RedisStore redis, StoreHealth health, ScrapedMetrics metrics, MeterRegistry meters) {
        Store ofRedis = store("redis", () -> answers(redis));
        this.stores =
                health.hasDatabase() ? List.of(ofRedis, store("postgresql", health::isDatabaseUp)) : List.of(ofRedis);
        metrics.gauge("scalelite_store_up", "1 if the store answers this process", List.of("store"), () -> up);
        metrics.gauge(
                "scalelite_store_latency_seconds",
                "How long the store took to answer; missing if it did not",
                List.of("store"),
                () -> latency);
        Gauge.builder("scalelite.redis.away", redis, store -> unavailable(store) ? 1 : 0)
                .description("1 while Redis does not answer, and calls fail at once")
                .register(meters);
        FunctionCounter.builder("scalelite.redis.outages", redis, RedisStore::outages)
                .description("How often Redis stopped answering")
                .register(meters);
    }

    private record Store(String name, BoundedRead read) {}

    private Store store(String name, BooleanSupplier answers) {
        return new Store(name, new BoundedRead(() -> {
            long start = System.nanoTime();
            boolean answered = answers.getAsBoolean();
            record(name, answered ? Optional.of((System.nanoTime() - start) / 1e9) : Optional.empty());
        }));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private void record(String name, Optional<Double> seconds) {
        up.put(List.of(name), seconds.isPresent() ? 1.0 : 0.0);
        seconds.ifPresentOrElse(time -> latency.put(List.of(name), time), () -> latency.remove(List.of(name)));
    }

    private static boolean unavailable(RedisStore redis) {
        return redis.unavailableFor().isPresent();
    }

    private static boolean answers(RedisStore redis) {
        try {
            return redis.now().getEpochSecond() > 0;
        } catch (RedisUnavailableException _) {
            return false;
        }
    }

    @Override
    public void refresh() {
        for (Store store : stores) {
            if (!store.read().run()) {
                record(store.name(), Optional.empty());
            }
        }
    }
}
