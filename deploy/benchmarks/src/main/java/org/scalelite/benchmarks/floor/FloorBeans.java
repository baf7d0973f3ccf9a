package org.scalelite.benchmarks.floor;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import jakarta.inject.Singleton;

/** The floors' own door to simulated servers; that to Redis is the suite's. */
@Factory
final class FloorBeans {

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
