package org.scalelite.common.redis;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import java.util.Map;

/** Enables micronaut-redis-lettuce, which otherwise needs a property {@code redis}: each service has a Redis, if only by default. */
@ContextConfigurer
public final class RedisActivation implements ApplicationContextConfigurer {
    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.properties(Map.of("redis.enabled", true));
    }
}
