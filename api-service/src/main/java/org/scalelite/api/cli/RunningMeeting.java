package org.scalelite.api.cli;

import java.util.List;
import java.util.Set;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;

/** A meeting as its BBB server lists it. */
record RunningMeeting(String id, String name, String users) {
    private static final Set<String> FIELDS = Set.of("meetingID", "meetingName", "participantCount");

    /**
     * The meetings in an answer of getMeetings.
     *
     * @throws MeetingList.UnreadableException if it is broken
     */
    static List<RunningMeeting> in(byte[] xml) throws MeetingList.UnreadableException {
        return MeetingList.read(xml, FIELDS).meetings().stream()
                .map(RunningMeeting::of)
                .toList();
    }

    private static RunningMeeting of(ListedMeeting meeting) {
        return new RunningMeeting(
                meeting.field("meetingID").orElse(""),
                meeting.field("meetingName").orElse(""),
                meeting.field("participantCount").orElse("0"));
    }
}
