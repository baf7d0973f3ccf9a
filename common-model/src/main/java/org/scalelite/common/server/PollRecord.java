package org.scalelite.common.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The result of one poll, written to the registry by one script. */
public sealed interface PollRecord {

    /** The new health state of the server. */
    HealthState healthState();

    /**
     * The server answered.
     *
     * @param load of its meetings
     * @param totals of its meetings that Scalelite does not keep
     * @param sentAt when the poll was sent, by the clock of Redis: load reserved since is added
     * @param timeToLive of the records of its meetings
     * @param minimumAge after which a new meeting that is missing in a poll is removed
     * @param slowStart duration of the slow start, if the server is online again
     */
    record Good(
            HealthState healthState,
            double load,
            Server.Statistics statistics,
            MeetingTotals totals,
            Instant sentAt,
            Duration timeToLive,
            Duration minimumAge,
            Duration slowStart,
            List<Meeting> meetings)
            implements PollRecord {
        public Good {
            meetings = List.copyOf(meetings);
        }
    }

    /**
     * The server did not answer, or its answer was invalid.
     *
     * @param silence empty if the server did answer
     */
    record Bad(HealthState healthState, String reason, Optional<Silence> silence) implements PollRecord {

        /** The answer of the server was invalid. */
        public Bad(HealthState healthState, String reason) {
            this(healthState, reason, Optional.empty());
        }
    }

    /**
     * The server did not answer.
     *
     * @param pollerIsolated whether most servers do not answer this poller
     * @param sentAt when the poll was sent, by the clock of Redis
     */
    record Silence(boolean pollerIsolated, Instant sentAt) {}

    /**
     * A meeting on the server.
     *
     * @param tenant id of its tenant; empty if it has none
     * @param adoptable whether it is added if the registry does not have it: not a breakout room, and not ending
     * @param voiceBridge empty if it has none
     * @param breakout whether its users are counted in its parent
     * @param usersLeft expected users in the load who have not come; empty if the meeting is not young
     */
    record Meeting(
            String tenant,
            String meetingId,
            int users,
            boolean adoptable,
            String voiceBridge,
            String moderatorPassword,
            Instant createdAt,
            boolean breakout,
            Optional<Integer> usersLeft) {

        /** A meeting that is not young, and no breakout room. */
        public Meeting(
                String tenant,
                String meetingId,
                int users,
                boolean adoptable,
                String voiceBridge,
                String moderatorPassword,
                Instant createdAt) {
            this(
                    tenant,
                    meetingId,
                    users,
                    adoptable,
                    voiceBridge,
                    moderatorPassword,
                    createdAt,
                    false,
                    Optional.empty());
        }

        @Override
        public String toString() {
            return meetingId;
        }
    }
}
