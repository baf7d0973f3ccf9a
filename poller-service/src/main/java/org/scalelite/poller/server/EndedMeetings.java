package org.scalelite.poller.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;

/**
 * The meetings that a server has lost: those that the registry has there and the server does not list, except young ones, which
 * may have been created after the list was made (specification, sections 10 and 16.7).
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
