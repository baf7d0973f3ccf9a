package org.scalelite.poller.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.placement.ExpectedUsers;
import org.scalelite.common.placement.LoadWeights;

/**
 * The load of a server (specification, section 5.9): the users of its meetings, by default moderators twice as Scalelite
 * counts them, and of a young meeting at least the users that are expected; breakout rooms not at all.
 *
 * @param minUsers {@code LOAD_MIN_USER_COUNT}
 * @param minimumAge {@code LOAD_JOIN_BUFFER_TIME}
 */
public record LoadCalculator(int minUsers, Duration minimumAge, LoadWeights weights) {

    /**
     * The load of a server with these meetings.
     *
     * @param expected users of meetings for which the load balancer has reserved some, by {@link
     *     org.scalelite.common.meeting.MeetingKey#text}
     */
    public double load(ServerReport report, double multiplier, Instant now, Map<String, Integer> expected) {
        double load = report.meetings().stream()
                .filter(meeting -> !meeting.breakout())
                .mapToDouble(meeting -> load(meeting, now, expected))
                .sum();
        return load * multiplier;
    }

    private double load(MeetingReport meeting, Instant now, Map<String, Integer> expected) {
        double present = weights.user() * meeting.participants() + weights.moderator() * meeting.moderators();
        double users = stillExpected(meeting, now, expected)
                .map(least -> Math.max(present, weights.user() * least))
                .orElse(present);
        return users
                + weights.video() * meeting.videos()
                + weights.voice() * meeting.audience().voiceUsers()
                + weights.meeting();
    }

    /** The users in the load of a young meeting who have not come yet: their joins do not add to it. */
    public Optional<Integer> usersLeft(MeetingReport meeting, Instant now, Map<String, Integer> expected) {
        return stillExpected(meeting, now, expected).map(least -> Math.max(0, least - meeting.participants()));
    }

    private Optional<Integer> stillExpected(MeetingReport meeting, Instant now, Map<String, Integer> expected) {
        int users = Optional.ofNullable(expected.get(meeting.key().text())).orElseGet(() -> hinted(meeting));
        Duration age = Duration.between(meeting.createdAt(), now);
        return ExpectedUsers.stillExpected(users, minUsers, age, minimumAge);
    }

    private int hinted(MeetingReport meeting) {
        return ExpectedUsers.of(
                        minUsers, false, meeting.sizeHint(), Optional.of(String.valueOf(meeting.maxParticipants())))
                .withoutPast();
    }
}
