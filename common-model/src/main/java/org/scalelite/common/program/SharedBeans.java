package org.scalelite.common.program;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.CallbackInbox;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.ServerPanic;
import org.scalelite.common.recording.PlaybackTokens;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantDirectory;
import org.scalelite.common.tenant.TenantRegistry;

/** Beans of several services, configured by {@link Settings}. */
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
    Heartbeat heartbeat(Settings settings) {
        return Heartbeat.of(settings);
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
    TenantRegistry tenantRegistry(RedisStore redis) {
        return new TenantRegistry(redis, Actor.SUITE);
    }

    @Singleton
    AuditLog auditLog(RedisStore redis) {
        return new AuditLog(redis);
    }

    @Singleton
    MeetingEnd meetingEnd(MeetingDirectory meetings, BbbClient bbb) {
        return new MeetingEnd(meetings, bbb);
    }

    @Singleton
    ServerPanic serverPanic(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb) {
        return new ServerPanic(servers, meetings, bbb);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = DataSource.class)
    SchemaMigration schemaMigration(DataSource database, DataSourceResolver pools) {
        return new SchemaMigration(pools.resolve(database));
    }

    /** Uses the pool itself, because the data source of Micronaut Data gives connections to repositories only. */
    @Singleton
    StoreHealth storeHealth(
            RedisStore redis,
            Optional<DataSource> database,
            Optional<DataSourceResolver> pools,
            Optional<SchemaMigration> schema) {
        return new StoreHealth(redis, database.flatMap(pool -> pools.map(resolver -> resolver.resolve(pool))), schema);
    }

    @Singleton
    CallbackConfig callbackConfig(Settings settings) {
        return CallbackConfig.of(settings);
    }

    @Singleton
    CallbackInbox callbackInbox(RedisStore redis) {
        return new CallbackInbox(redis);
    }

    @Singleton
    RecordingConfig recordingConfig(Settings settings) {
        return RecordingConfig.of(settings);
    }

    @Singleton
    RecordingFiles recordingFiles(RecordingConfig config) {
        return new RecordingFiles(config);
    }

    @Singleton
    PlaybackTokens playbackTokens(RedisStore redis, RecordingConfig config) {
        return new PlaybackTokens(redis, config.tokenLife());
    }
}
