package org.scalelite.common.server;

/**
 * Where a server stands on the server health states. Scalelite sees the same in {@code online} and its two counters; which of
 * the health states that look alike to it is meant stands in a key of ours.
 */
public sealed interface HealthState {

    /** It answers. */
    record Healthy() implements HealthState {}

    /** It answers again; its share of new meetings grows. */
    record SlowStart() implements HealthState {}

    /**
     * It has failed, and may be down: no new meetings, but users are still sent to those that it has.
     *
     * @param badPolls in a row
     */
    record Suspect(int badPolls) implements HealthState {}

    /**
     * It is down; its meetings are kept for its return.
     *
     * @param goodPolls in a row
     */
    record Offline(int goodPolls) implements HealthState {}

    /**
     * It has been down for so long that its meetings may be opened elsewhere.
     *
     * @param goodPolls in a row
     */
    record Released(int goodPolls) implements HealthState {}

    /** The health state of a server in the registry. */
    static HealthState of(boolean online, Server.PollCounters counters, String remembered) {
        if (!online) {
            // One that nobody ever saw well, or that Scalelite's poller took offline, has no meetings to wait for.
            return remembered.isEmpty() || remembered.equals("released")
                    ? new Released(counters.healthyPolls())
                    : new Offline(counters.healthyPolls());
        }
        if (counters.unhealthyPolls() > 0) {
            return new Suspect(counters.unhealthyPolls());
        }
        return remembered.equals("slow_start") ? new SlowStart() : new Healthy();
    }

    /** As Redis has it. */
    default String text() {
        return switch (this) {
            case Healthy _ -> "healthy";
            case SlowStart _ -> "slow_start";
            case Suspect _ -> "suspect";
            case Offline _ -> "offline";
            case Released _ -> "released";
        };
    }

    /** Whether Scalelite calls it online: its meetings are asked for and can be joined. */
    default boolean online() {
        return switch (this) {
            case Healthy _, SlowStart _, Suspect _ -> true;
            case Offline _, Released _ -> false;
        };
    }

    /** As Scalelite counts. */
    default Server.PollCounters counters() {
        return switch (this) {
            case Healthy _, SlowStart _ -> new Server.PollCounters(0, 0);
            case Suspect(int badPolls) -> new Server.PollCounters(0, badPolls);
            case Offline(int goodPolls) -> new Server.PollCounters(goodPolls, 0);
            case Released(int goodPolls) -> new Server.PollCounters(goodPolls, 0);
        };
    }
}
