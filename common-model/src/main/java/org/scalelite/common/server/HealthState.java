package org.scalelite.common.server;

/**
 * The health state of a server. Scalelite stores {@code online} and two counters; states that look the same in these
 * are distinguished by an additional key.
 */
public sealed interface HealthState {

    /** The server answers. */
    record Healthy() implements HealthState {}

    /** The server answers again; its share of new meetings grows. */
    record SlowStart() implements HealthState {}

    /**
     * The server has failed and may be down: it gets no new meetings, but users still join its meetings.
     *
     * @param badPolls consecutive failed polls
     */
    record Suspect(int badPolls) implements HealthState {}

    /**
     * The server is down; its meetings are kept for the grace period.
     *
     * @param goodPolls consecutive successful polls
     */
    record Offline(int goodPolls) implements HealthState {}

    /**
     * The server has been down for longer than the grace period: its meetings may be created on other servers.
     *
     * @param goodPolls consecutive successful polls
     */
    record Released(int goodPolls) implements HealthState {}

    /** The health state of a server in the registry. */
    static HealthState of(boolean online, Server.PollCounters counters, String remembered) {
        if (!online) {
            // A server that was never online, or that the poller of Scalelite took offline, has no meetings to keep.
            return remembered.isEmpty() || remembered.equals("released")
                    ? new Released(counters.healthyPolls())
                    : new Offline(counters.healthyPolls());
        }
        if (counters.unhealthyPolls() > 0) {
            return new Suspect(counters.unhealthyPolls());
        }
        return remembered.equals("slow_start") ? new SlowStart() : new Healthy();
    }

    /** As stored in Redis. */
    default String text() {
        return switch (this) {
            case Healthy _ -> "healthy";
            case SlowStart _ -> "slow_start";
            case Suspect _ -> "suspect";
            case Offline _ -> "offline";
            case Released _ -> "released";
        };
    }

    /** Whether it is online for Scalelite: its meetings are called and can be joined. */
    default boolean online() {
        return switch (this) {
            case Healthy _, SlowStart _, Suspect _ -> true;
            case Offline _, Released _ -> false;
        };
    }

    /** The counters of Scalelite. */
    default Server.PollCounters counters() {
        return switch (this) {
            case Healthy _, SlowStart _ -> new Server.PollCounters(0, 0);
            case Suspect(int badPolls) -> new Server.PollCounters(0, badPolls);
            case Offline(int goodPolls) -> new Server.PollCounters(goodPolls, 0);
            case Released(int goodPolls) -> new Server.PollCounters(goodPolls, 0);
        };
    }
}
