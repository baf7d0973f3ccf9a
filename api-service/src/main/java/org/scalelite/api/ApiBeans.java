package org.scalelite.api;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import org.scalelite.api.dialin.DialInConfig;
import org.scalelite.api.edge.AdminConfig;
import org.scalelite.api.edge.EdgeConfig;
import org.scalelite.api.meeting.MeetingConfig;
import org.scalelite.api.playback.PlaybackConfig;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.CallbackDataRepository;
import org.scalelite.common.callback.CallbackInbox;
import org.scalelite.common.callback.CallbackStorage;
import org.scalelite.common.callback.MeetingEndedCallbackClient;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.config.Settings;
import org.scalelite.common.lrs.LrsPayloads;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.redis.RedisStore;

/** The beans of the API, configured by {@link Settings}. */
@Factory
final class ApiBeans {

    @Singleton
    EdgeConfig edgeConfig(Settings settings) {
        return EdgeConfig.of(settings);
    }

    @Singleton
    AdminConfig adminConfig(Settings settings) {
        return AdminConfig.of(settings);
    }

    @Singleton
    MeetingConfig meetingConfig(Settings settings) {
        return MeetingConfig.of(settings);
    }

    @Singleton
    DialInConfig dialInConfig(Settings settings) {
        return DialInConfig.of(settings);
    }

    @Singleton
    @Bean(preDestroy = "close")
    LrsPayloads lrsPayloads() {
        return new LrsPayloads();
    }

    @Singleton
    MeetingEndedCallbackStore meetingEndedCallbackStore(RedisStore redis) {
        return new MeetingEndedCallbackStore(redis);
    }

    @Singleton
    @Bean(preDestroy = "close")
    MeetingEndedCallbackClient meetingEndedCallbackClient(CallbackConfig config) {
        return new MeetingEndedCallbackClient(config);
    }

    @Singleton
    PlaybackConfig playbackConfig(Settings settings, RecordingConfig recordings) {
        return PlaybackConfig.of(settings, recordings);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = CallbackDataRepository.class)
    CallbackStorage callbackStorage(
            CallbackInbox inbox,
            CallbackDataRepository rows,
            MeetingEndedCallbackStore ended,
            OutboundCallbackRepository outbox) {
        return new CallbackStorage(inbox, rows, ended, outbox);
    }

    @Singleton
    PrometheusMeterRegistry meterRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }
}
