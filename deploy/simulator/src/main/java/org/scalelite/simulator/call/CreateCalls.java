package org.scalelite.simulator.call;

import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingSettings;
import org.scalelite.simulator.meeting.MeetingSettings.Breakout;
import org.scalelite.simulator.meeting.MeetingTable;

/** The call create (BBB API reference, section 4.2); runs under the server's lock. */
record CreateCalls(MeetingTable meetings) {
    private static final String DUPLICATE =
            "This conference was already in existence and may currently be in progress.";

    private static final ApiError NOT_UNIQUE = new ApiError(
            "idNotUnique", "A meeting already exists with that meeting ID.  Please use a different meeting ID.");
    private static final ApiError VOICE_BRIDGE =
            new ApiError("nonUniqueVoiceBridge", "The selected voice bridge is already in use.");
    private static final ApiError NO_PARENT =
            new ApiError("parentMeetingIDMissing", "No parent meeting ID was provided for the breakout room");
    private static final ApiError UNKNOWN_PARENT =
            new ApiError("parentMeetingDoesNotExist", "No parent meeting exists for the breakout room");

    HttpAnswer answer(ApiRequest request) {
        QueryParameters parameters = request.parameters();
        ApiError violation = violation(parameters);
        if (violation != null) {
            return ErrorAnswer.of(request, violation);
        }
        String id = parameters.get("meetingID", "");
        Meeting existing = meetings.find(id);
        if (existing != null && !existing.isForciblyEnded()) {
            return again(request, existing);
        }
        return parameters.flag("isBreakout") ? breakout(request, id) : meeting(request, id, null);
    }

    private static @Nullable ApiError violation(QueryParameters parameters) {
        String id = parameters.get("meetingID");
        String name = parameters.get("name");
        return new Violations()
                .meetingId(id)
                .require(isClean(id), "validationError", "Invalid meeting ID")
                .require(name != null, "nullError", "You must provide a meeting name")
                .require(name == null || !name.isEmpty(), "emptyError", "You must provide a meeting name")
                .require(
                        name == null || Violations.hasLength(name, 2, 256),
                        "sizeError",
                        "Meeting name must be between 2 and 256 characters")
                .isInteger(parameters.get("voiceBridge"), "Voice bridge must be an integral value")
                .isBoolean(parameters.get("record"), "Record must be a boolean value (true or false)")
                .isBoolean(
                        parameters.get("isBreakout"),
                        "You must provide a boolean value (true or false) for the breakout room")
                .password(parameters.get("attendeePW"))
                .password(parameters.get("moderatorPW"))
                .reported();
    }

    private static boolean isClean(@Nullable String id) {
        return id != null && id.equals(id.strip()) && id.chars().noneMatch(Character::isISOControl);
    }

    /** Nothing of the second call counts, only its passwords decide (BBB API reference, section 4.2.3). */
    private static HttpAnswer again(ApiRequest request, Meeting existing) {
        QueryParameters parameters = request.parameters();
        MeetingSettings settings = existing.settings();
        boolean same = settings.attendeePw().equals(parameters.get("attendeePW"))
                && settings.moderatorPw().equals(parameters.get("moderatorPW"));
        boolean none = parameters.isEmpty("attendeePW") && parameters.isEmpty("moderatorPW");
        return same || none
                ? HttpAnswer.xml(MeetingXml.created(existing, "duplicateWarning", DUPLICATE))
                : ErrorAnswer.of(request, NOT_UNIQUE);
    }

    private HttpAnswer breakout(ApiRequest request, String id) {
        QueryParameters parameters = request.parameters();
        if (parameters.isEmpty("parentMeetingID")) {
            return ErrorAnswer.of(request, NO_PARENT);
        }
        Meeting parent = meetings.find(parameters.get("parentMeetingID"));
        if (parent == null) {
            return ErrorAnswer.of(request, UNKNOWN_PARENT);
        }
        return meeting(
                request, id, new Breakout(parent, parameters.number("sequence", 0), parameters.flag("freeJoin")));
    }

    private HttpAnswer meeting(ApiRequest request, String id, @Nullable Breakout breakout) {
        String voiceBridge = request.parameters().get("voiceBridge", "");
        if (!voiceBridge.isEmpty() && meetings.isVoiceBridgeTaken(voiceBridge)) {
            return ErrorAnswer.listed(VOICE_BRIDGE);
        }
        if (request.hasXmlBody() && !ModulesXml.isWellFormed(request.body())) {
            return HttpAnswer.errorPage(500, "Internal Server Error");
        }
        MeetingSettings settings = MeetingSettings.of(request.parameters());
        Meeting meeting = meetings.add(
                id,
                breakout == null
                        ? settings
                        : settings.withMetadata(breakout.parent().settings().metadata()),
                voiceBridge.isEmpty() ? null : voiceBridge,
                breakout,
                request.hasXmlBody() ? request.body() : null);
        return HttpAnswer.xml(MeetingXml.created(meeting, "", ""));
    }
}
