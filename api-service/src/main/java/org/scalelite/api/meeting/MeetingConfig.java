package org.scalelite.api.meeting;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Configuration of create and join.
 *
 * @param maxDuration caps a meeting's duration; zero: no cap
 * @param timeToLive of the record of a meeting that is not refreshed
 * @param grace how long the meetings of an offline server are kept
 * @param minUsers expected users of a new meeting of which nothing is known
 * @param prediction whether past meetings tell the expected users
 * @param voiceBridgeKey key of voice bridges; it also signs the tokens of meeting ended callbacks
 */
@Singleton
public record MeetingConfig(
        Parameters create,
        Parameters join,
        Duration maxDuration,
        Duration timeToLive,
        Duration grace,
        int minUsers,
        boolean prediction,
        boolean externalVoiceBridge,
        int voiceBridgeDigits,
        String voiceBridgeKey) {
    private static final String DURATION = "duration";

    /** The parameters that the deployment adds to and removes from one call. */
    public record Parameters(List<String> excluded, Map<String, String> defaults, Map<String, String> overrides) {
        public Parameters {
            excluded = List.copyOf(excluded);
        }
    }

    /** From the environment. */
    @Creator
    public static MeetingConfig of(Settings settings) {
        return new MeetingConfig(
                new Parameters(
                        settings.get(Variables.CREATE_EXCLUDE_PARAMS),
                        settings.get(Variables.DEFAULT_CREATE_PARAMS),
                        settings.get(Variables.OVERRIDE_CREATE_PARAMS)),
                new Parameters(
                        settings.get(Variables.JOIN_EXCLUDE_PARAMS),
                        settings.get(Variables.DEFAULT_JOIN_PARAMS),
                        settings.get(Variables.OVERRIDE_JOIN_PARAMS)),
                settings.get(Variables.MAX_MEETING_DURATION),
                settings.get(Variables.DEFAULT_MEETING_TTL),
                settings.get(Variables.MEETING_GRACE_PERIOD),
                settings.get(Variables.LOAD_MIN_USER_COUNT),
                settings.get(Variables.LOAD_PREDICTION),
                settings.get(Variables.USE_EXTERNAL_VOICE_BRIDGE),
                settings.get(Variables.VOICE_BRIDGE_LEN),
                settings.get(Variables.SECRET_KEY_BASE)
                        .orElseGet(() -> settings.require(Variables.LOADBALANCER_SECRET)));
    }

    /** The parameters of a create with a duration within the cap. */
    CallParameters withMaxDuration(CallParameters parameters) {
        if (maxDuration.isZero()) {
            return parameters;
        }
        boolean within = parameters
                .get(DURATION)
                .flatMap(MeetingConfig::minutes)
                .filter(minutes -> minutes > 0 && minutes <= maxDuration.toMinutes())
                .isPresent();
        return within ? parameters : parameters.with(DURATION, String.valueOf(maxDuration.toMinutes()));
    }

    private static Optional<Long> minutes(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "MeetingConfig[maxDuration=%s, timeToLive=%s]".formatted(maxDuration, timeToLive);
    }
}
