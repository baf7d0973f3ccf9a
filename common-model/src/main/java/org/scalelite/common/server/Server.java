package org.scalelite.common.server;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalelite.common.bbb.BbbEndpoint;

/**
 * A BBB server of the pool (specification, section 3).
 *
 * @param tag what the server is for; empty: for meetings without a tag
 * @param loadMultiplier weighs its load; above 0
 * @param load what it carries; empty if it may not get new meetings, cannot create them, or is offline
 */
public record Server(
        ServerId id,
        URI url,
        String secret,
        Optional<String> tag,
        State state,
        boolean online,
        double loadMultiplier,
        OptionalDouble load,
        Statistics statistics,
        PollCounters health) {

    /** What an operator wants of a server. */
    public enum State {
        ENABLED,
        CORDONED,
        DISABLED;

        /** As Redis has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the last good poll found. */
    public record Statistics(int meetings, int users, int largestMeeting, int videos, Optional<String> bbbVersion) {}

    /** Polls in a row that went the other way than the server's present state. */
    public record PollCounters(int healthyPolls, int unhealthyPolls) {}

    /** How to call it. */
    public BbbEndpoint endpoint() {
        return new BbbEndpoint(url, secret, online);
    }

    @Override
    public String toString() {
        return id + " (" + url + ")";
    }
}
