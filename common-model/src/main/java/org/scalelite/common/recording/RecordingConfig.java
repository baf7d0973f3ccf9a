package org.scalelite.common.recording;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Where recordings are and how they are treated.
 *
 * @param enabled whether this installation keeps recordings at all
 * @param playbackFormats formats whose files are served
 * @param importUnpublished imported recordings start unpublished
 * @param importProtected imported recordings need a cookie to be played
 */
@Singleton
public record RecordingConfig(
        boolean enabled,
        Path spool,
        Path work,
        Path published,
        Path unpublished,
        List<String> playbackFormats,
        boolean importUnpublished,
        boolean importProtected,
        Duration tokenLife,
        Duration cookieLife) {
    public RecordingConfig {
        playbackFormats = List.copyOf(playbackFormats);
    }

    /** From the environment. */
    @Creator
    public static RecordingConfig of(Settings settings) {
        return new RecordingConfig(
                !settings.get(Variables.RECORDING_DISABLED) && !settings.get(Variables.DB_DISABLED),
                settings.get(Variables.RECORDING_SPOOL_DIR),
                settings.get(Variables.RECORDING_WORK_DIR),
                settings.get(Variables.RECORDING_PUBLISH_DIR),
                settings.get(Variables.RECORDING_UNPUBLISH_DIR),
                settings.get(Variables.RECORDING_PLAYBACK_FORMATS),
                settings.get(Variables.RECORDING_IMPORT_UNPUBLISHED),
                settings.get(Variables.PROTECTED_RECORDINGS_ENABLED),
                settings.get(Variables.PROTECTED_RECORDINGS_TOKEN_TIMEOUT),
                settings.get(Variables.PROTECTED_RECORDINGS_TIMEOUT));
    }
}
