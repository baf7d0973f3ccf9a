package org.scalelite.simulator.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingSettings;
import org.scalelite.simulator.meeting.MeetingSettings.Breakout;
import org.scalelite.simulator.meeting.Participant;

/** The elements of a meeting in their real order (BBB API reference, sections 4.2.2, 4.6 and 4.7). */
final class MeetingXml {

    private MeetingXml() {}

    static XmlText created(Meeting meeting, String messageKey, String message) {
        MeetingSettings settings = meeting.settings();
        Breakout breakout = meeting.breakout();
        XmlText xml = XmlText.success(1024)
                .element("meetingID", meeting.externalId())
                .element("internalMeetingID", meeting.internalId())
                .element(
                        "parentMeetingID",
                        breakout == null ? Meeting.NO_PARENT : breakout.parent().internalId());
        return passwords(xml, settings)
                .element("createTime", meeting.createTime())
                .element("voiceBridge", meeting.voiceBridge())
                .element("dialNumber", settings.dialNumber())
                .element("createDate", meeting.createDate())
                .element("hasUserJoined", meeting.hasUserJoined())
                .element("duration", settings.durationMinutes())
                .element("hasBeenForciblyEnded", meeting.isForciblyEnded())
                .message(messageKey, message);
    }

    /** From meetingName to breakoutRooms. */
    static void info(XmlText xml, Meeting meeting, boolean thousandsSeparators) {
        MeetingSettings settings = meeting.settings();
        xml.element("meetingName", settings.name())
                .element("meetingID", meeting.externalId())
                .element("internalMeetingID", meeting.internalId())
                .element("createTime", meeting.createTime())
                .element("createDate", meeting.createDate())
                .element("voiceBridge", meeting.voiceBridge())
                .element("dialNumber", settings.dialNumber());
        passwords(xml, settings)
                .element("running", meeting.isRunning())
                .element("duration", settings.durationMinutes())
                .element("hasUserJoined", meeting.hasUserJoined())
                .element("recording", settings.record())
                .element("hasBeenForciblyEnded", meeting.isForciblyEnded())
                .element("startTime", meeting.createTime())
                .element("endTime", meeting.endTime());
        counts(xml, meeting, thousandsSeparators);
        attendees(xml, meeting);
        xml.open("metadata");
        settings.metadata().forEach(xml::element);
        xml.close("metadata");
        breakouts(xml, meeting);
    }

    private static XmlText passwords(XmlText xml, MeetingSettings settings) {
        if (!settings.attendeePw().isEmpty()) {
            xml.element("attendeePW", settings.attendeePw());
        }
        if (!settings.moderatorPw().isEmpty()) {
            xml.element("moderatorPW", settings.moderatorPw());
        }
        return xml;
    }

    /** Moderators talk and viewers listen, so that the voice counts differ from each other. */
    private static void counts(XmlText xml, Meeting meeting, boolean separators) {
        count(xml, "participantCount", meeting.connected().size(), separators);
        count(xml, "listenerCount", meeting.viewers(), separators);
        count(xml, "voiceParticipantCount", meeting.moderators(), separators);
        count(xml, "videoCount", meeting.videos(), separators);
        count(xml, "maxUsers", meeting.settings().maxParticipants(), separators);
        count(xml, "moderatorCount", meeting.moderators(), separators);
    }

    private static void count(XmlText xml, String name, int value, boolean separators) {
        if (separators) {
            xml.element(name, String.format(Locale.ROOT, "%,d", value));
        } else {
            xml.element(name, value);
        }
    }

    private static void attendees(XmlText xml, Meeting meeting) {
        @Nullable Participant presenter = presenter(meeting);
        int videos = meeting.videos();
        xml.open("attendees");
        for (Participant participant : meeting.connected()) {
            xml.open("attendee")
                    .element("userID", participant.externalId())
                    .element("fullName", participant.fullName())
                    .element("role", participant.role())
                    .element("isPresenter", participant.equals(presenter))
                    .element("isListeningOnly", !participant.isModerator())
                    .element("hasJoinedVoice", participant.isModerator())
                    .element("hasVideo", videos-- > 0)
                    .element("clientType", "HTML5")
                    .open("customdata");
            participant.customData().forEach(xml::element);
            xml.close("customdata").close("attendee");
        }
        xml.close("attendees");
    }

    private static @Nullable Participant presenter(Meeting meeting) {
        for (Participant participant : meeting.connected()) {
            if (participant.isModerator()) {
                return participant;
            }
        }
        return null;
    }

    private static void breakouts(XmlText xml, Meeting meeting) {
        Breakout breakout = meeting.breakout();
        xml.element("isBreakout", breakout != null);
        if (breakout != null) {
            xml.element("parentMeetingID", breakout.parent().internalId())
                    .element("sequence", breakout.sequence())
                    .element("freeJoin", breakout.freeJoin());
        }
        if (!meeting.breakoutRooms().isEmpty()) {
            xml.open("breakoutRooms");
            meeting.breakoutRooms().forEach(room -> xml.element("breakout", room.externalId()));
            xml.close("breakoutRooms");
        }
    }
}
