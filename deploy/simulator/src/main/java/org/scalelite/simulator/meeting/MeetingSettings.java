package org.scalelite.simulator.meeting;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.scalelite.simulator.http.QueryParameters;

/** What a create call asks for, with the defaults of BBB (BBB API reference, sections 4.2.1 and 4.2.4). */
public record MeetingSettings(
        String name,
        String attendeePw,
        String moderatorPw,
        String dialNumber,
        boolean record,
        boolean autoStartRecording,
        int durationMinutes,
        int maxParticipants,
        String guestPolicy,
        String logoutUrl,
        String meetingEndedUrl,
        boolean presentationDisabled,
        int unjoinedMinutes,
        int emptyMinutes,
        boolean endWhenNoModerator,
        int noModeratorMinutes,
        Map<String, String> metadata,
        Map<String, String> createParameters) {

    private static final Pattern METADATA = Pattern.compile("meta_[a-zA-Z][a-zA-Z0-9-]*");

    public static MeetingSettings of(QueryParameters parameters) {
        return new MeetingSettings(
                parameters.get("name", ""),
                password(parameters, "attendeePW"),
                password(parameters, "moderatorPW"),
                parameters.get("dialNumber", "613-555-1234"),
                parameters.flag("record"),
                parameters.flag("autoStartRecording"),
                Math.max(0, parameters.number("duration", 0)),
                Math.max(0, parameters.number("maxParticipants", 0)),
                parameters.get("guestPolicy", "ALWAYS_ACCEPT"),
                parameters.get("logoutURL", ""),
                parameters.get("meetingEndedURL", ""),
                Arrays.asList(parameters.get("disabledFeatures", "").split(",", -1))
                        .contains("presentation"),
                parameters.number("meetingExpireIfNoUserJoinedInMinutes", 5),
                parameters.number("meetingExpireWhenLastUserLeftInMinutes", 1),
                parameters.flag("endWhenNoModerator"),
                parameters.number("endWhenNoModeratorDelayInMinutes", 1),
                metadata(parameters),
                parameters.asMap());
    }

    public MeetingSettings withMetadata(Map<String, String> inherited) {
        Map<String, String> together = new LinkedHashMap<>(inherited);
        together.putAll(metadata);
        return new MeetingSettings(
                name,
                attendeePw,
                moderatorPw,
                dialNumber,
                record,
                autoStartRecording,
                durationMinutes,
                maxParticipants,
                guestPolicy,
                logoutUrl,
                meetingEndedUrl,
                presentationDisabled,
                unjoinedMinutes,
                emptyMinutes,
                endWhenNoModerator,
                noModeratorMinutes,
                together,
                createParameters);
    }

    private static String password(QueryParameters parameters, String name) {
        String given = parameters.get(name);
        return given == null ? RandomText.anyCase(8) : given;
    }

    private static Map<String, String> metadata(QueryParameters parameters) {
        Map<String, String> metadata = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (METADATA.matcher(name).matches()) {
                metadata.putIfAbsent(name.substring("meta_".length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return metadata;
    }

    /** What makes a meeting a breakout room (BBB API reference, section 4.2.5). */
    public record Breakout(Meeting parent, int sequence, boolean freeJoin) {}
}
