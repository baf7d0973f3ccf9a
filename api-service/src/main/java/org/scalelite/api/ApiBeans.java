package org.scalelite.api;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.api.edge.EdgeConfig;
import org.scalelite.api.meeting.MeetingConfig;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantDirectory;

/** What the API is made of that other programs have too; all of it follows from {@link Settings}. */
@Factory
final class ApiBeans {

    @Singleton
    @Bean(preDestroy = "close")
    RedisStore redisStore(Settings settings) {
        return RedisStore.connect(RedisConfig.of(settings));
    }

    @Singleton
    @Bean(preDestroy = "close")
    BbbClient bbbClient(BbbClientConfig config) {
        return new BbbClient(config);
    }

    @Singleton
    BbbClientConfig bbbClientConfig(Settings settings) {
        return BbbClientConfig.of(settings);
    }

    @Singleton
    EdgeConfig edgeConfig(Settings settings) {
        return EdgeConfig.of(settings);
    }

    @Singleton
    MeetingConfig meetingConfig(Settings settings) {
        return MeetingConfig.of(settings);
    }

    @Singleton
    MeetingDirectory meetingDirectory(RedisStore redis) {
        return new MeetingDirectory(redis);
    }

    @Singleton
    ServerRegistry serverRegistry(RedisStore redis) {
        return new ServerRegistry(redis);
    }

    @Singleton
    TenantDirectory tenantDirectory(RedisStore redis) {
        return new TenantDirectory(redis);
    }

    @Singleton
    StoreHealth storeHealth(RedisStore redis, Optional<DataSource> database) {
        return new StoreHealth(redis, database);
    }

    @Singleton
    PrometheusMeterRegistry meterRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }
}
