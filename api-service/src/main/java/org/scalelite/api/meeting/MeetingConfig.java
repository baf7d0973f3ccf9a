package org.scalelite.api.meeting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * How meetings are made and joined.
 *
 * @param maxDuration caps a meeting's duration; zero: no cap
 * @param timeToLive after which a meeting that nobody refreshes is forgotten
 * @param grace how long the meetings of an offline server wait for its return
 * @param minUsers that a new meeting is expected to get
 * @param voiceBridgeKey of voice bridges; it also signs what BBB servers call when a meeting has ended
 */
public record MeetingConfig(
        Parameters create,
        Parameters join,
        Duration maxDuration,
        Duration timeToLive,
        Duration grace,
        int minUsers,
        boolean externalVoiceBridge,
        int voiceBridgeDigits,
        String voiceBridgeKey) {

    /** What the deployment adds to and takes from the parameters of one call. */
    public record Parameters(List<String> excluded, Map<String, String> defaults, Map<String, String> overrides) {
        public Parameters {
            excluded = List.copyOf(excluded);
        }
    }

    /** From the environment. */
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
                settings.get(Variables.USE_EXTERNAL_VOICE_BRIDGE),
                settings.get(Variables.VOICE_BRIDGE_LEN),
                settings.get(Variables.SECRET_KEY_BASE)
                        .orElseGet(() -> settings.require(Variables.LOADBALANCER_SECRET)));
    }

    @Override
    public String toString() {
        return "MeetingConfig[maxDuration=%s, timeToLive=%s]".formatted(maxDuration, timeToLive);
    }
}
