package org.scalelite.api.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import org.scalelite.common.redis.RedisStore;

/** Metrics of Redis outages, as seen by this replica. */
@Context
final class RedisMetrics {

    RedisMetrics(RedisStore redis, MeterRegistry registry) {
        Gauge.builder(
                        "scalelite.redis.away",
                        redis,
                        store -> store.unavailableFor().isPresent() ? 1 : 0)
                .description("1 while Redis does not answer")
                .register(registry);
        FunctionCounter.builder("scalelite.redis.outages", redis, RedisStore::outages)
                .description("How often Redis stopped answering")
                .register(registry);
    }
}
