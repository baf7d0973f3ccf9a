package org.scalelite.benchmarks;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;

/** The two doors of the floors, to Redis and to simulated servers. */
@Factory
final class FloorBeans {

    @Singleton
    @Bean(preDestroy = "close")
    RedisStore redisStore(Settings settings) {
        return RedisStore.connect(RedisConfig.of(settings));
    }

    @Singleton
    @Bean(preDestroy = "close")
    RawHttpClient httpClient() {
        DefaultHttpClientConfiguration config = new DefaultHttpClientConfiguration();
        config.setFollowRedirects(false);
        config.setExceptionOnErrorStatus(false);
        config.setMaxContentLength(64 << 20);
        return RawHttpClient.create(null, config);
    }
}
