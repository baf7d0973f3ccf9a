package org.scalelite.common.server;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What one poll of a server found, as it is written to the registry in one step. */
public sealed interface PollRecord {

    /** Whether the server counts as online from now on. */
    boolean online();

    /** The polls in a row, this one included. */
    Server.Health health();

    /**
     * The server answered.
     *
     * @param load what its meetings weigh
     * @param sentAt when the poll was sent, by Redis' clock: what was promised to the server since is added to the load
     * @param reported the records of its meetings, which live on, and the users in each
     */
    record Good(
            boolean online,
            Server.Health health,
            double load,
            Server.Statistics statistics,
            Instant sentAt,
            Map<String, Integer> reported)
            implements PollRecord {
        public Good {
            reported = Map.copyOf(reported);
        }

        Optional<String> version() {
            return statistics.bbbVersion();
        }
    }

    /** The server did not answer, or not as a BBB server does. */
    record Bad(boolean online, Server.Health health) implements PollRecord {}
}
