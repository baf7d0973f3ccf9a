package org.scalelite.common.server;

import java.net.URI;
import java.util.Map;
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
 * @param settings those that Scalelite does not know; one that is missing is not set
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
        PollCounters health,
        Map<Setting, String> settings) {
    public Server {
        settings = Map.copyOf(settings);
    }

    /** Without settings that Scalelite does not know. */
    public Server(
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
        this(id, url, secret, tag, state, online, loadMultiplier, load, statistics, health, Map.of());
    }

    /** Settings for placement (docs/placement.md). */
    public enum Setting implements EnumText {
        /** Meetings on the server, at most. */
        MAX_MEETINGS,
        /** Users on the server at most when it gets a new meeting, the expected ones included. */
        MAX_USERS,
        /** Whether it is used only if no other server can be. */
        SPARE,
        /** Where it is; tenants and creates can prefer a zone. */
        ZONE;
    }

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
