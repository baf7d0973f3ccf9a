package org.scalelite.common.program;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantDirectory;

/** What several services are made of; all of it follows from {@link Settings}. */
@Factory
final class SharedBeans {

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
}
