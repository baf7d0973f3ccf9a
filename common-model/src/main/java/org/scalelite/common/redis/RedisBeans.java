package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.tracing.Traces;

/** What micronaut-redis-lettuce makes the client and the connection of a service with. */
@Factory
final class RedisBeans {

    @Singleton
    RedisConfig redisConfig(Settings settings) {
        return RedisConfig.of(settings);
    }

    @Singleton
    @Primary
    @Bean(preDestroy = "shutdown")
    ClientResources clientResources() {
        return OpenChannels.resources();
    }

    /** Micronaut's own would take {@code REDIS_TIMEOUT} and others for properties, and understand them differently. */
    @Singleton
    @Primary
    @Replaces(DefaultRedisConfiguration.class)
    DefaultRedisConfiguration redisConfiguration(RedisConfig config) {
        DefaultRedisConfiguration configuration = new DefaultRedisConfiguration();
        configuration.setUri(config.url());
        configuration.getUri().ifPresent(config::complete);
        return configuration;
    }

    @Singleton
    @Bean(preDestroy = "close")
    RedisStore redisStore(
            RedisConfig config,
            RedisClient client,
            BeanProvider<StatefulRedisConnection<String, String>> connection,
            Traces traces) {
        return RedisStore.over(config, client, connection::get, traces);
    }
}
