package org.scalelite.simulator.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;
import org.scalelite.simulator.meeting.SimulatedMeeting;

/** How the control API shows servers, meetings and requests (BBB API reference, section 11). */
final class ControlViews {

    private ControlViews() {}

    static Map<String, Object> server(SimulatedBbbServer server) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", server.name());
        view.put("url", server.apiUrl().toString());
        view.put("secret", server.secret());
        view.put("listening", server.isListening());
        view.put("meetings", server.meetings().size());
        view.put("faults", faults(server));
        return view;
    }

    static List<String> faults(SimulatedBbbServer server) {
        return server.activeFaults().stream().map(Fault::toString).toList();
    }

    static Map<String, Object> meeting(SimulatedMeeting meeting) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("meetingID", meeting.meetingId());
        view.put("internalMeetingID", meeting.internalId());
        view.put("name", meeting.name());
        view.put("voiceBridge", meeting.voiceBridge());
        view.put("moderatorPW", meeting.moderatorPw());
        view.put("attendeePW", meeting.attendeePw());
        view.put("createTime", meeting.createTime().toEpochMilli());
        view.put("running", meeting.running());
        view.put("moderators", meeting.moderators());
        view.put("viewers", meeting.viewers());
        view.put("videos", meeting.videos());
        view.put("metadata", meeting.metadata());
        view.put("joinedUsers", meeting.joinedUsers());
        view.put("chatMessages", meeting.chatMessages());
        view.put("documents", meeting.documents().size());
        view.put("slidesBytes", meeting.slides().map(body -> body.length).orElse(0));
        return view;
    }

    static Map<String, Object> request(LoggedRequest request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("method", request.method());
        view.put("path", request.path());
        view.put("call", request.call());
        view.put("rawQuery", request.rawQuery());
        view.put("headers", request.headers());
        view.put("body", request.bodyText());
        return view;
    }
}
