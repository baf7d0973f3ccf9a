package org.scalelite.common.placement;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * What the users of a meeting add to the load of its server, before the load multiplier.
 *
 * @param user each user, moderators among them
 * @param moderator in addition, each moderator
 * @param video in addition, each video
 * @param voice in addition, each user with a microphone
 * @param meeting in addition, each meeting
 */
@Singleton
public record LoadWeights(double user, double moderator, double video, double voice, double meeting) {
    /** As Scalelite computes the load. */
    public static final LoadWeights DEFAULT = new LoadWeights(1, 1, 0, 0, 0);

    /** What is reserved for a new meeting with so many users. */
    public double reserved(int users) {
        return users * user + meeting;
    }

    /** From the environment. */
    @Creator
    public static LoadWeights of(Settings settings) {
        return new LoadWeights(
                settings.get(Variables.LOAD_USER_WEIGHT),
                settings.get(Variables.LOAD_MODERATOR_WEIGHT),
                settings.get(Variables.LOAD_VIDEO_WEIGHT),
                settings.get(Variables.LOAD_VOICE_WEIGHT),
                settings.get(Variables.LOAD_MEETING_WEIGHT));
    }
}
