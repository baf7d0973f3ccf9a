package org.scalelite.api.playback;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.recording.PlayerDirectory;
import org.scalelite.common.recording.RecordingConfig;

/**
 * How recordings are played.
 *
 * @param enabled whether there are recordings at all
 * @param formats formats whose files are served
 * @param cookieKey signs playback cookies; without it nothing protected is played
 * @param delivery who sends the files
 * @param player where BBB's player is, for direct delivery
 */
public record PlaybackConfig(
        boolean enabled,
        List<String> formats,
        boolean multitenancy,
        Optional<String> cookieKey,
        Duration cookieLife,
        Delivery delivery,
        PlayerDirectory player,
        Locale locale) {
    private static final String PRESENTATION = "presentation";

    public PlaybackConfig {
        formats = List.copyOf(formats);
    }

    /** Whether this process is to send BBB's player and does not have it. */
    public boolean lacksPlayer() {
        return enabled && delivery == Delivery.DIRECT && formats.contains(PRESENTATION) && !player.hasPlayer();
    }

    /** Who sends the bytes of a file that may be seen. */
    enum Delivery {
        NGINX,
        DIRECT
    }

    /**
     * From the environment.
     *
     * @throws ConfigurationException if recordings are to be protected and there is no key for it
     */
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
                Delivery.valueOf(settings.get(Variables.PLAYBACK_DELIVERY).toUpperCase(Locale.ROOT)),
                new PlayerDirectory(settings.get(Variables.PLAYBACK_PLAYER_DIR)),
                Locale.forLanguageTag(settings.get(Variables.DEFAULT_LOCALE).replace('_', '-')));
    }
}
