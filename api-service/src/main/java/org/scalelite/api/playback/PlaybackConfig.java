package org.scalelite.api.playback;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.playback.PlayerDirectory;
import org.scalelite.common.recording.RecordingConfig;

/**
 * Configuration of playback.
 *
 * @param enabled whether recordings are enabled
 * @param formats that are served
 * @param cookieKey signs playback cookies; without it protected recordings cannot be played
 * @param delivery by nginx or by this process
 * @param player directory of the BBB player, for direct delivery
 */
@Singleton
public record PlaybackConfig(
        boolean enabled,
        List<String> formats,
        boolean multitenancy,
        Optional<String> cookieKey,
        Duration cookieLifetime,
        Delivery delivery,
        PlayerDirectory player,
        Locale locale) {
    private static final String PRESENTATION = "presentation";

    public PlaybackConfig {
        formats = List.copyOf(formats);
    }

    /** Whether this process serves the BBB player, but it is not installed. */
    public boolean isPlayerMissing() {
        return enabled && delivery == Delivery.DIRECT && formats.contains(PRESENTATION) && !player.hasPlayer();
    }

    /** How files are sent. */
    enum Delivery {
        NGINX,
        DIRECT
    }

    /**
     * From the environment.
     *
     * @throws ConfigurationException if recordings are to be protected and there is no key for it
     */
    @Creator
    public static PlaybackConfig of(Settings settings, RecordingConfig recordings) {
        Optional<String> key = settings.get(Variables.SECRET_KEY_BASE);
        if (recordings.enabled() && recordings.importProtected() && key.isEmpty()) {
            throw new ConfigurationException("SECRET_KEY_BASE is not set, but PROTECTED_RECORDINGS_ENABLED is true:"
                    + " give a long random text, the same to every replica");
        }
        return new PlaybackConfig(
                recordings.enabled(),
                recordings.playbackFormats(),
                settings.get(Variables.MULTITENANCY_ENABLED),
                key,
                recordings.cookieLife(),
                EnumText.parse(Delivery.class, settings.get(Variables.PLAYBACK_DELIVERY)),
                new PlayerDirectory(settings.get(Variables.PLAYBACK_PLAYER_DIR)),
                Locale.forLanguageTag(settings.get(Variables.DEFAULT_LOCALE).replace('_', '-')));
    }
}
