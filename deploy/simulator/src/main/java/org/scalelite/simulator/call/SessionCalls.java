package org.scalelite.simulator.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ChecksumGate;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.Json;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.meeting.Participant;

/** The calls that a session token identifies (BBB API reference, section 4.11); run under the server's lock. */
record SessionCalls(MeetingTable meetings, ChecksumGate gate) {
    private static final String SESSION_TOKEN = "sessionToken";

    HttpAnswer getJoinUrl(ApiRequest request) {
        return answered(request, false, session -> {
            String query = "&" + query(joinParameters(request.parameters(), session));
            String url =
                    request.origin() + ApiRequest.API_PATH + "/join?" + query + "&checksum=" + gate.sign("join", query);
            return Map.of("returncode", "SUCCESS", "message", "Join URL provided successfully.", "url", url);
        });
    }

    HttpAnswer learningDashboard(ApiRequest request) {
        return answered(request, true, session -> {
            Meeting meeting = session.meeting();
            byte[] data = Json.bytes(Map.of(
                    "intId",
                    meeting.internalId(),
                    "extId",
                    meeting.externalId(),
                    "users",
                    meeting.connected().stream()
                            .collect(Collectors.toMap(Participant::internalId, Participant::fullName))));
            return Map.of(
                    "returncode",
                    "SUCCESS",
                    "data",
                    new String(data, StandardCharsets.UTF_8),
                    SESSION_TOKEN,
                    session.participant().sessionToken());
        });
    }

    private HttpAnswer answered(
            ApiRequest request, boolean forDashboard, Function<MeetingTable.Session, Map<String, String>> success) {
        QueryParameters parameters = request.parameters();
        MeetingTable.Session session = meetings.session(parameters.get(SESSION_TOKEN, ""));
        String problem = problem(request, session, forDashboard);
        return problem != null || session == null
                ? failed(parameters, String.valueOf(problem))
                : answer(success.apply(session));
    }

    /** Why the call fails, in the order of BBB; null if it does not. */
    private static @Nullable String problem(
            ApiRequest request, MeetingTable.@Nullable Session session, boolean forDashboard) {
        if (request.parameters().isEmpty(SESSION_TOKEN)) {
            return "You must provide a session token";
        }
        if (session == null || !isAllowed(request, session.meeting())) {
            return "Invalid session token";
        }
        if (forDashboard && !session.participant().isModerator()) {
            return "Access denied";
        }
        if (!session.meeting().isRunning()) {
            return "Meeting not found";
        }
        String disabled = setting(session.meeting(), "disabledFeatures");
        return forDashboard && Arrays.asList(disabled.split(",", -1)).contains("learningDashboard")
                ? "Learning Dashboard disabled for this meeting"
                : null;
    }

    private static boolean isAllowed(ApiRequest request, Meeting meeting) {
        return request.hasSessionCookie()
                || setting(meeting, "allowRequestsWithoutSession").equals("true");
    }

    private static String setting(Meeting meeting, String name) {
        return meeting.settings().createParameters().getOrDefault(name, "");
    }

    private static Map<String, String> joinParameters(QueryParameters given, MeetingTable.Session session) {
        Participant user = session.participant();
        Map<String, String> join = new LinkedHashMap<>();
        join.put("redirect", "true");
        join.put("existingUserID", user.internalId());
        join.put("role", user.role());
        given.forEach((name, value) -> {
            if (name.startsWith("userdata-") || name.equals("sessionName") || name.equals("enforceLayout")) {
                join.putIfAbsent(name, value);
            }
        });
        if (given.flag("replaceSession")) {
            join.put("replaceSessionToken", user.sessionToken());
        }
        join.put("fullName", user.fullName());
        join.put("meetingID", session.meeting().externalId());
        return join;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpAnswer failed(QueryParameters parameters, String message) {
        return answer(
                Map.of("returncode", "FAILED", "message", message, SESSION_TOKEN, parameters.get(SESSION_TOKEN, "")));
    }

    private static HttpAnswer answer(Map<String, String> response) {
        return HttpAnswer.json(new String(Json.bytes(Map.of("response", response)), StandardCharsets.UTF_8));
    }
}
