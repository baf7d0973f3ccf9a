package org.scalelite.api.health;

import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.health.Readiness;
import org.scalelite.common.redis.RedisStore;

/**
 * Whether this replica accepts calls. An unavailable store affects all replicas: if it made them unready, an
 * orchestrator would remove all of them, including what works without the store. So PostgreSQL does not count, and
 * Redis only after the read cache has expired.
 */
@Singleton
record ReplicaReadiness(RedisStore redis, Settings settings) implements Readiness {
    @Override
    public boolean isReady() {
        return redis.unavailableFor()
                .map(time -> time.compareTo(settings.get(Variables.REDIS_OUTAGE_MEMORY)) < 0)
                .orElse(true);
    }

    @Override
    public String reason() {
        return "Redis does not answer, and what was remembered of it is too old";
    }
}
