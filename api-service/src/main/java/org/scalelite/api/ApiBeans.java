package org.scalelite.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.api.admin.AdminConfig;
import org.scalelite.api.dialin.DialInConfig;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.meeting.MeetingConfig;
import org.scalelite.api.playback.PlaybackConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;

/** The beans of the API, configured by {@link Settings}. */
@Factory
final class ApiBeans {

    @Singleton
    HttpConfig httpConfig(Settings settings) {
        return HttpConfig.of(settings);
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
    PlaybackConfig playbackConfig(Settings settings, RecordingConfig recordings) {
        return PlaybackConfig.of(settings, recordings);
    }
}
