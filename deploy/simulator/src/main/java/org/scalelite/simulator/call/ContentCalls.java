package org.scalelite.simulator.call;

import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.meeting.SimulatedMeeting;

/** The calls insertDocument and sendChatMessage (BBB API reference, sections 4.9 and 4.10); run under the server's lock. */
record ContentCalls(MeetingTable meetings) {
    private static final String NO_DOCUMENT =
            "Request body must contain a presentation module with at least one document.";

    HttpAnswer insertDocument(ApiRequest request) {
        String id = request.parameters().get("meetingID");
        ApiError violation = new Violations().meetingId(id).reported();
        if (violation != null) {
            return ErrorAnswer.of(request, violation);
        }
        Meeting meeting = meetings.find(id);
        if (meeting == null) {
            return documentFailure("Meeting with id [" + id + "] not found.");
        }
        if (meeting.settings().presentationDisabled()) {
            return documentFailure("Presentation feature is disabled, ignoring.");
        }
        return insert(meeting, request.body());
    }

    private static HttpAnswer insert(Meeting meeting, byte[] body) {
        try {
            if (body.length == 0 || ModulesXml.countDocuments(body) == 0) {
                return documentFailure(NO_DOCUMENT);
            }
        } catch (XMLStreamException e) {
            return HttpAnswer.errorPage(500, "Internal Server Error");
        }
        meeting.addDocument(body);
        return HttpAnswer.xml(XmlText.success().element("message", "Presentation is being uploaded"));
    }

    HttpAnswer sendChatMessage(ApiRequest request) {
        QueryParameters parameters = request.parameters();
        ApiError violation = chatViolation(parameters);
        if (violation != null) {
            return ErrorAnswer.of(request, violation);
        }
        Meeting meeting = meetings.find(parameters.get("meetingID"));
        if (meeting == null || !meeting.isRunning()) {
            return ErrorAnswer.of(request, new ApiError("meetingNotFound", "Meeting not found"));
        }
        meeting.add(
                new SimulatedMeeting.ChatMessage(parameters.get("userName", "System"), parameters.get("message", "")));
        return HttpAnswer.xml(XmlText.success().message("", ""));
    }

    private static @Nullable ApiError chatViolation(QueryParameters parameters) {
        String message = parameters.get("message");
        return new Violations()
                .meetingId(parameters.get("meetingID"))
                .require(message != null, "nullError", "You must provide the param message")
                .require(
                        message == null || Violations.hasLength(message, 1, 500),
                        "sizeError",
                        "Param message must be between 1 and 500 characters")
                .require(
                        parameters.get("userName", "").length() <= 255,
                        "sizeError",
                        "Param userName must not exceed 255 characters")
                .reported();
    }

    private static HttpAnswer documentFailure(String message) {
        return HttpAnswer.xml(XmlText.failed().element("message", message));
    }
}
