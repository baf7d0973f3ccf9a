package org.scalelite.poller.server;

import java.time.Instant;
import java.util.Set;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.placement.ExpectedUsers;

/** What getMeetings tells a poller of each meeting (BBB reference, section 4.7). */
public final class MeetingListReader {
    private static final String SIZE_HINT = "metadata/" + ExpectedUsers.HINT;
    private static final String ORIGIN_SERVER = "metadata/bbb-origin-server-name";
    private static final String ORIGIN_NAME = "metadata/bbb-origin";
    private static final Set<String> FIELDS = Set.of(
            "meetingID",
            "internalMeetingID",
            "createTime",
            "participantCount",
            "moderatorCount",
            "videoCount",
            "isBreakout",
            "maxUsers",
            "voiceBridge",
            "moderatorPW",
            "hasBeenForciblyEnded",
            "recording",
            "voiceParticipantCount",
            "listenerCount",
            ListedMeeting.CLIENTS,
            ORIGIN_SERVER,
            ORIGIN_NAME,
            SIZE_HINT);

    private MeetingListReader() {}

    /**
     * The meetings of a server.
     *
     * @throws MeetingList.UnreadableException if the answer is broken or not a success
     */
    public static ServerReport read(byte[] xml) throws MeetingList.UnreadableException {
        return new ServerReport(MeetingList.read(xml, FIELDS).meetings().stream()
                .filter(meeting -> !text(meeting, "meetingID").isEmpty())
                .map(MeetingListReader::report)
                .toList());
    }

    private static MeetingReport report(ListedMeeting meeting) {
        return new MeetingReport(
                new MeetingKey(meeting.tenant(), text(meeting, "meetingID")),
                Instant.ofEpochMilli(MeetingReport.number(text(meeting, "createTime"))),
                count(meeting, "participantCount"),
                count(meeting, "moderatorCount"),
                count(meeting, "videoCount"),
                flag(meeting, "isBreakout"),
                meeting.field(SIZE_HINT),
                count(meeting, "maxUsers"),
                text(meeting, "voiceBridge"),
                text(meeting, "moderatorPW"),
                // An endTime may only mean that it is empty at the moment (BBB reference, section 4).
                flag(meeting, "hasBeenForciblyEnded"),
                audience(meeting),
                text(meeting, "internalMeetingID"),
                flag(meeting, "recording"));
    }

    private static Audience audience(ListedMeeting meeting) {
        return new Audience(
                count(meeting, "voiceParticipantCount"),
                count(meeting, "listenerCount"),
                meeting.clients(),
                text(meeting, ORIGIN_SERVER),
                text(meeting, ORIGIN_NAME));
    }

    private static String text(ListedMeeting meeting, String field) {
        return meeting.field(field).orElse("");
    }

    private static int count(ListedMeeting meeting, String field) {
        return MeetingReport.count(text(meeting, field));
    }

    private static boolean flag(ListedMeeting meeting, String field) {
        return Boolean.parseBoolean(text(meeting, field));
    }
}
