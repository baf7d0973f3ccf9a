package org.scalelite.api.health;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.scalelite.common.metrics.BoundedRead;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.redis.RedisInfo;
import org.scalelite.common.redis.RedisStore;

/** Metrics of Redis itself; missing while it is unavailable, or does not allow INFO. */
@Singleton
final class RedisMetrics implements ScrapeListener {
    private final BoundedRead reading;
    private volatile Optional<RedisInfo.Usage> usage = Optional.empty();

    RedisMetrics(RedisStore redis, ScrapedMetrics metrics) {
        reading = new BoundedRead(() -> usage = Optional.of(RedisInfo.usage(redis)));
        metrics.gauge(
                "scalelite_redis_memory_used_bytes",
                "Memory that Redis uses",
                List.of(),
                () -> value(RedisInfo.Usage::memory));
        metrics.gauge(
                "scalelite_redis_memory_limit_bytes",
                "maxmemory of Redis, else the memory of its machine",
                List.of(),
                () -> value(RedisInfo.Usage::memoryLimit));
        metrics.gauge(
                "scalelite_redis_replicas",
                "Replicas that follow Redis",
                List.of(),
                () -> value(RedisInfo.Usage::replicas));
    }

    private Map<List<String>, Double> value(ToLongFunction<RedisInfo.Usage> number) {
        return usage.stream().collect(Collectors.toMap(_ -> List.of(), known -> (double) number.applyAsLong(known)));
    }

    @Override
    public void refresh() {
        usage = Optional.empty();
        boolean _ = reading.run();
    }
}
