package org.scalelite.api.console.page;

import java.util.Map;

/**
 * One meeting.
 *
 * @param host of its server
 * @param joinable whether users can join
 * @param endLink the question before the meeting is ended
 */
public record MeetingPage(
        Frame frame, MeetingRow row, String host, boolean joinable, String voiceBridge, String endLink) {

    /** The runs of the meeting. */
    public String history() {
        return Link.to("/history", Map.of("meeting", row.id(), "tenant", row.tenant(), "days", "all"));
    }
}
