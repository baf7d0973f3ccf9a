package org.scalelite.poller.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.poller.server.MeetingReport;
import org.scalelite.poller.server.ServerReport;

/**
 * Which meetings a server has lost: those that we know there and it does not list, but for young ones, which may have
 * been made after the list was (specification, sections 10 and 16.7).
 *
 * @param minimumAge how long a meeting may be missing from the list
 */
public record EndedMeetings(Duration minimumAge) {

    /** The meetings that seem to be over. */
    public List<KnownMeeting> among(List<KnownMeeting> known, ServerReport report, Instant sentAt) {
        Set<MeetingKey> listed =
                report.meetings().stream().map(MeetingReport::key).collect(Collectors.toSet());
        Instant bornBefore = youngSince(sentAt);
        return known.stream()
                .filter(meeting -> !listed.contains(meeting.key()))
                .filter(meeting -> meeting.assignedAt().isBefore(bornBefore) || isBogus(meeting.assignedAt(), sentAt))
                .toList();
    }

    /** Of a clock that was faster. The directory looks again, and counts such a meeting as young from then on. */
    private boolean isBogus(Instant assignedAt, Instant sentAt) {
        return assignedAt.isAfter(sentAt.plus(minimumAge));
    }

    /** Meetings given their server from this time on are young. */
    public Instant youngSince(Instant sentAt) {
        return sentAt.minus(minimumAge);
    }
}
