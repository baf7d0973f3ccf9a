package org.scalelite.poller;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import org.scalelite.common.health.Readiness;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryKeeper;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.registry.RegistrySnapshotRepository;

/** The classes of common-model that only the poller needs. */
@Factory
final class PollerBeans {

    @Singleton
    @Bean(preDestroy = "close")
    RegistryKeeper registryKeeper(Settings settings, RedisStore redis, Optional<RegistrySnapshotRepository> snapshots) {
        return RegistryKeeper.of(settings, redis, snapshots);
    }

    /** PostgreSQL has a copy of the registry and the history only. */
    @Singleton
    Readiness readiness(RedisStore redis) {
        return () -> redis.unavailableFor().isEmpty();
    }

    @Singleton
    RegistryRepair registryRepair(RedisStore redis) {
        return new RegistryRepair(redis, new Actor("poller"));
    }
}
