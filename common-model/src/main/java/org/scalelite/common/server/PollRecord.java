package org.scalelite.common.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one poll of a server found, as it is written to the registry in one step. */
public sealed interface PollRecord {

    /** Where the server stands from now on. */
    HealthState healthState();

    /**
     * The server answered.
     *
     * @param load what its meetings weigh
     * @param sentAt when the poll was sent, by Redis' clock: what was promised to the server since is added to the load
     * @param timeToLive of the records of its meetings, counted again
     * @param minimumAge how long a new meeting may be missing from a poll
     * @param slowStart how long its share of new meetings grows, if it is coming back
     */
    record Good(
            HealthState healthState,
            double load,
            Server.Statistics statistics,
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
     * The server did not answer, or not as a BBB server does.
     *
     * @param silence empty if it did answer: then the network is no reason for doubt
     */
    record Bad(HealthState healthState, String reason, Optional<Silence> silence) implements PollRecord {

        /** The server answered, but not as a BBB server does. */
        public Bad(HealthState healthState, String reason) {
            this(healthState, reason, Optional.empty());
        }
    }

    /**
     * There was no answer.
     *
     * @param pollerIsolated whether most other servers do not answer this poller either
     * @param sentAt when the poll was sent, by Redis' clock
     */
    record Silence(boolean pollerIsolated, Instant sentAt) {}

    /**
     * A meeting that the server has.
     *
     * @param tenant its tenant's id; empty if it has none
     * @param adoptable whether it is entered if the registry does not have it: it is no breakout room, and not about to end
     * @param voiceBridge empty if it has none
     */
    record Meeting(
            String tenant,
            String meetingId,
            int users,
            boolean adoptable,
            String voiceBridge,
            String moderatorPassword,
            Instant createdAt) {
        @Override
        public String toString() {
            return meetingId;
        }
    }
}
