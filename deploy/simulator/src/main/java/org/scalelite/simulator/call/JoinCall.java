package org.scalelite.simulator.call;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ClientPage;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingSettings;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.meeting.Participant;
import org.scalelite.simulator.meeting.RandomText;

/**
 * The call join (BBB API reference, section 4.3); runs under the server's lock.
 *
 * @param clusterProxy the common host that it leads to, at a path of the server's host and port; else to the server itself
 */
record JoinCall(MeetingTable meetings, Optional<String> clusterProxy) {
    private static final ApiError CREATE_TIME = new ApiError(
            "mismatchCreateTimeParam", "The createTime parameter submitted mismatches with the current meeting.");
    private static final ApiError FULL = new ApiError(
            "maxParticipantsReached", "The number of participants allowed for this meeting has been reached.");
    private static final ApiError GUEST_DENIED = new ApiError(
            "guestDeniedAccess", "You have been denied access to this meeting based on the meeting's guest policy");

    private static final Pattern USER_DATA = Pattern.compile("userdata-[A-Za-z_][A-Za-z0-9_.]*");

    HttpAnswer answer(ApiRequest request) {
        QueryParameters parameters = request.parameters();
        if (parameters.get("fullName") == null) {
            return HttpAnswer.errorPage(500, "Internal Server Error");
        }
        Meeting meeting = meetings.find(parameters.get("meetingID"));
        ApiError violation = violation(parameters, meeting);
        if (violation != null || meeting == null) {
            return JoinErrors.redirect(request, violation == null ? ApiError.NOT_FOUND : violation);
        }
        ApiError refusal = refusal(parameters, meeting);
        if (refusal != null) {
            return JoinErrors.asAsked(request, refusal);
        }
        return enter(request, meeting);
    }

    private static @Nullable ApiError violation(QueryParameters parameters, @Nullable Meeting meeting) {
        return new Violations()
                .meetingId(parameters.get("meetingID"))
                .require(!parameters.isEmpty("fullName"), "missingParamFullName", "You must provide your name")
                .require(
                        meeting != null && !meeting.isForciblyEnded(),
                        "meetingForciblyEnded",
                        "You can not join a meeting that has already been forcibly ended")
                .password(parameters.get("password"))
                .isBoolean(parameters.get("guest"), "Guest must be a boolean value (true or false)")
                .isBoolean(parameters.get("auth"), "Auth must be a boolean value (true or false)")
                .isInteger(parameters.get("createTime"), "Value must be an integral number")
                .reported();
    }

    private static @Nullable ApiError refusal(QueryParameters parameters, Meeting meeting) {
        String createTime = parameters.get("createTime", "");
        if (!createTime.isEmpty() && !createTime.equals(Long.toString(meeting.createTime()))) {
            return CREATE_TIME;
        }
        return !parameters.flag("bot") && meeting.isFullFor(parameters.get("userID", "")) ? FULL : null;
    }

    private HttpAnswer enter(ApiRequest request, Meeting meeting) {
        QueryParameters parameters = request.parameters();
        JoinRole role = JoinRole.of(parameters, meeting.settings());
        ApiError roleError = role.error();
        if (roleError != null) {
            return ErrorAnswer.of(request, roleError);
        }
        String guestStatus = guestStatus(parameters, meeting.settings(), role.moderator());
        if (guestStatus.equals("DENY")) {
            return JoinErrors.asAsked(request, GUEST_DENIED);
        }
        Participant participant = new Participant(
                RandomText.lowerCase(16),
                parameters.get("userID", ""),
                withoutControlCharacters(parameters.get("fullName", "")),
                role.moderator(),
                userData(parameters));
        meetings.register(meeting, participant);
        return success(request, meeting, participant, guestStatus);
    }

    private HttpAnswer success(ApiRequest request, Meeting meeting, Participant participant, String guestStatus) {
        String url = clusterProxy
                        .map(proxy -> proxy + "/"
                                + request.origin().replaceFirst(".*://", "").replace(':', '-'))
                        .orElse(request.origin())
                + ClientPage.JOIN_PATH + "?sessionToken=" + participant.sessionToken();
        String cookie = "JSESSIONID=" + RandomText.anyCase(32).toUpperCase(Locale.ROOT) + "; Path=/; Secure; HttpOnly";
        if (!JoinErrors.isXmlWanted(request)) {
            return HttpAnswer.redirect(url, cookie);
        }
        XmlText xml = XmlText.success()
                .message("successfullyJoined", "You have joined successfully.")
                .element("meeting_id", meeting.internalId())
                .element("user_id", participant.internalId())
                .element("auth_token", RandomText.lowerCase(12))
                .element("session_token", participant.sessionToken())
                .element("guestStatus", guestStatus)
                .element("url", url);
        HttpAnswer answer = HttpAnswer.xml(xml);
        return new HttpAnswer(answer.status(), answer.contentType(), answer.body(), false, null, cookie);
    }

    /** What the guest policy makes of a user (BBB API reference, section 4.3.3). */
    private static String guestStatus(QueryParameters parameters, MeetingSettings settings, boolean moderator) {
        boolean guest = parameters.flag("guest");
        boolean auth = parameters.isEmpty("auth") ? parameters.isEmpty("guest") : parameters.flag("auth");
        if (moderator) {
            return "ALLOW";
        }
        return switch (settings.guestPolicy()) {
            case "ALWAYS_DENY" -> "DENY";
            case "ASK_MODERATOR" -> guest || auth ? "WAIT" : "ALLOW";
            case "ALWAYS_ACCEPT_AUTH" -> guest ? "WAIT" : "ALLOW";
            default -> "ALLOW";
        };
    }

    private static Map<String, String> userData(QueryParameters parameters) {
        Map<String, String> data = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (USER_DATA.matcher(name).matches()) {
                data.putIfAbsent(name.substring("userdata-".length()), value);
            }
        });
        return data;
    }

    private static String withoutControlCharacters(String name) {
        return name.replaceAll("\\p{Cntrl}", "");
    }

    /** The role by which a user joins, or why there is none (BBB API reference, sections 4.3.1 and 4.3.4). */
    record JoinRole(boolean moderator, @Nullable ApiError error) {

        private static final JoinRole MODERATOR = new JoinRole(true, null);
        private static final JoinRole VIEWER = new JoinRole(false, null);
        private static final JoinRole WRONG_PASSWORD = refused("You must enter a valid password");
        private static final JoinRole NO_PASSWORDS =
                refused("You must send the 'role' parameter, since this meeting doesn't have any password.");
        private static final JoinRole NEITHER =
                refused("You must either send the valid role of the user, or the password, sould the meeting has one.");

        static JoinRole of(QueryParameters parameters, MeetingSettings settings) {
            String role = parameters.get("role", "");
            if (role.equalsIgnoreCase("MODERATOR")) {
                return MODERATOR;
            }
            if (role.equalsIgnoreCase("VIEWER")) {
                return VIEWER;
            }
            if (settings.moderatorPw().isEmpty() && settings.attendeePw().isEmpty()) {
                return NO_PASSWORDS;
            }
            return byPassword(parameters.get("password", ""), settings);
        }

        private static JoinRole byPassword(String password, MeetingSettings settings) {
            if (password.isEmpty()) {
                return NEITHER;
            }
            if (password.equals(settings.moderatorPw())) {
                return MODERATOR;
            }
            return password.equals(settings.attendeePw()) ? VIEWER : WRONG_PASSWORD;
        }

        private static JoinRole refused(String message) {
            return new JoinRole(false, new ApiError("Params required", message));
        }
    }
}
