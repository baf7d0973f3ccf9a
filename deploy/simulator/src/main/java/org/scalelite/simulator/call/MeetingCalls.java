package org.scalelite.simulator.call;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingTable;

/** The calls that ask for meetings or end them (BBB API reference, sections 4.4 to 4.8); run under the server's lock. */
record MeetingCalls(MeetingTable meetings) {
    private static final byte[] RUNNING = running(true);
    private static final byte[] NOT_RUNNING = running(false);
    private static final String END_SENT = "A request to end the meeting was sent.  Please wait a few seconds, and then"
            + " use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended.";

    /** About the size of one meeting with some attendees. */
    private static final int MEETING_SIZE = 2048;

    HttpAnswer isMeetingRunning(ApiRequest request) {
        String id = request.parameters().get("meetingID");
        if (id == null) {
            return HttpAnswer.errorPage(500, "Internal Server Error");
        }
        ApiError violation = new Violations().meetingId(id).reported();
        if (violation != null) {
            return ErrorAnswer.of(request, violation);
        }
        Meeting meeting = meetings.find(id);
        return HttpAnswer.xml(meeting != null && meeting.isRunning() ? RUNNING : NOT_RUNNING);
    }

    HttpAnswer getMeetingInfo(ApiRequest request) {
        Meeting meeting = meetings.find(request.parameters().get("meetingID"));
        if (meeting == null) {
            return ErrorAnswer.of(request, ApiError.NOT_FOUND);
        }
        XmlText xml = XmlText.success(MEETING_SIZE);
        MeetingXml.info(xml, meeting, false);
        return HttpAnswer.cacheableXml(xml);
    }

    HttpAnswer getMeetings(boolean thousandsSeparators) {
        Collection<Meeting> all = meetings.all();
        if (all.isEmpty()) {
            return HttpAnswer.xml(
                    XmlText.success().empty("meetings").message("noMeetings", "no meetings were found on this server"));
        }
        XmlText xml = XmlText.success(MEETING_SIZE * Math.min(all.size(), 100)).open("meetings");
        for (Meeting meeting : all) {
            xml.open("meeting");
            MeetingXml.info(xml, meeting, thousandsSeparators);
            xml.close("meeting");
        }
        return HttpAnswer.xml(xml.close("meetings"));
    }

    HttpAnswer end(ApiRequest request) {
        Meeting meeting = meetings.find(request.parameters().get("meetingID"));
        ApiError violation = endViolation(request, meeting);
        if (violation != null || meeting == null) {
            return ErrorAnswer.of(request, violation == null ? ApiError.NOT_FOUND : violation);
        }
        meetings.endSoon(meeting);
        return HttpAnswer.xml(XmlText.success().message("sentEndMeetingRequest", END_SENT));
    }

    HttpAnswer getSessions() {
        Collection<MeetingTable.Session> all = meetings.sessions();
        if (all.isEmpty()) {
            return HttpAnswer.xml(XmlText.success()
                    .empty("sessions")
                    .message("noSessions", "no sessions were found on this serverr"));
        }
        XmlText xml = XmlText.success().open("sessions");
        for (MeetingTable.Session session : all) {
            xml.open("meeting")
                    .element("meetingID", session.meeting().internalId())
                    .element("meetingName", session.meeting().settings().name())
                    .element("userName", session.participant().fullName())
                    .close("meeting");
        }
        return HttpAnswer.xml(xml.close("sessions"));
    }

    private static @Nullable ApiError endViolation(ApiRequest request, @Nullable Meeting meeting) {
        return new Violations()
                .password(request.parameters().get("password"))
                .require(meeting != null, ApiError.NOT_FOUND.key(), ApiError.NOT_FOUND.message())
                .reported();
    }

    private static byte[] running(boolean running) {
        return XmlText.success().element("running", running).bytes();
    }
}
