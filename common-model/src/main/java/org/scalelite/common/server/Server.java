package org.scalelite.common.server;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.config.EnumText;

/**
 * A BBB server of the pool (specification, section 3).
 *
 * @param tag empty: for meetings without a tag
 * @param loadMultiplier factor of its load; above 0
 * @param load present load; empty if it may not get new meetings, cannot create them, or is offline
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

    /** The administrative state. */
    public enum State implements EnumText {
        ENABLED,
        CORDONED,
        DISABLED;
    }

    /** Statistics of the last successful poll. */
    public record Statistics(int meetings, int users, int largestMeeting, int videos, Optional<String> bbbVersion) {}

    /** Consecutive polls that contradict the present state. */
    public record PollCounters(int healthyPolls, int unhealthyPolls) {}

    /** The endpoint for calls. */
    public BbbEndpoint endpoint() {
        return new BbbEndpoint(url, secret, online);
    }

    @Override
    public String toString() {
        return id + " (" + url + ")";
    }
}
