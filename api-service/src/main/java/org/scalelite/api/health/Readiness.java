package org.scalelite.api.health;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.redis.RedisStore;

/**
 * Whether calls should come to this replica. A store is unavailable for all replicas alike: if each of them said no, an
 * orchestrator would take the last one out, and what works without the store would not be reached any more. So PostgreSQL
 * does not count, and Redis only once nothing can be answered from memory either.
 */
@Singleton
final class Readiness {
    private final RedisStore redis;
    private final Duration memory;

    Readiness(RedisStore redis, Settings settings) {
        this.redis = redis;
        this.memory = settings.get(Variables.REDIS_OUTAGE_MEMORY);
    }

    boolean isReady() {
        return redis.unavailableFor().map(time -> time.compareTo(memory) < 0).orElse(true);
    }
}
