package org.scalelite.poller.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.meeting.ExpectedUsers;

/**
 * What the meetings of a server weigh (specification, section 5.9): users, moderators twice as Scalelite counts them, and
 * for a young meeting at least the users it is expected to get; breakout rooms not at all.
 *
 * @param minUsers {@code LOAD_MIN_USER_COUNT}
 * @param minimumAge {@code LOAD_JOIN_BUFFER_TIME}
 */
public record LoadCalculator(int minUsers, Duration minimumAge) {

    /** The load of a server with these meetings. */
    public double load(ServerReport report, double multiplier, Instant now) {
        long users = report.meetings().stream()
                .filter(meeting -> !meeting.breakout())
                .mapToLong(meeting -> users(meeting, now))
                .sum();
        return users * multiplier;
    }

    private int users(MeetingReport meeting, Instant now) {
        int present = meeting.participants() + meeting.moderators();
        return meeting.createdAt().plus(minimumAge).isAfter(now) ? Math.max(present, expected(meeting)) : present;
    }

    private int expected(MeetingReport meeting) {
        return ExpectedUsers.of(minUsers, meeting.sizeHint(), Optional.of(String.valueOf(meeting.maxParticipants())));
    }
}
