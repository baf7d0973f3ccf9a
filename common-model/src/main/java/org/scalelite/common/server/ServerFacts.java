package org.scalelite.common.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a server, for metrics and operators.
 *
 * @param health as {@link HealthState#text}
 * @param healthSince when the health state changed last
 * @param healthReason why it changed; empty if it is not known
 * @param polledAt when it was polled last
 * @param pollDuration of the last poll that was answered
 * @param certificateExpiry of its certificate; empty if it has none, or it was not read yet
 * @param createFailures how many creates failed in a row; 0 if creates work
 */
public record ServerFacts(
        Server server,
        String health,
        Optional<Instant> healthSince,
        String healthReason,
        Optional<Instant> polledAt,
        Optional<Duration> pollDuration,
        Optional<Instant> certificateExpiry,
        int createFailures,
        MeetingTotals totals) {

    /** Whether it may get a new meeting now. */
    public boolean isAvailable() {
        return server.state() == Server.State.ENABLED && server.load().isPresent();
    }
}
