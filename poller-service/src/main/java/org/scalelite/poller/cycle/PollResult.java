package org.scalelite.poller.cycle;

import java.time.Instant;
import org.scalelite.poller.server.ServerReport;

/** What became of asking a server. */
sealed interface PollResult {

    /**
     * It answered.
     *
     * @param sentAt when it was asked, by Redis' clock
     */
    record Reached(ServerReport report, Instant sentAt) implements PollResult {}

    /**
     * It did not, or not as a BBB server does.
     *
     * @param silent whether there was no answer at all
     * @param sentAt when it was asked, by Redis' clock
     */
    record Missed(String reason, boolean silent, Instant sentAt) implements PollResult {}

    /** This poller is too busy to read the answer, so the health of the server is unknown. */
    record Postponed(String reason) implements PollResult {}
}
