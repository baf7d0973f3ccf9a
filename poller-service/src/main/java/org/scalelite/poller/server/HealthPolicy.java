package org.scalelite.poller.server;

import java.time.Duration;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.HealthState.Healthy;
import org.scalelite.common.server.HealthState.Offline;
import org.scalelite.common.server.HealthState.Released;
import org.scalelite.common.server.HealthState.SlowStart;
import org.scalelite.common.server.HealthState.Suspect;

/**
 * What a poll does to a server's health (specification, section 10). A server is suspect after its first failure, offline
 * after some in a row; its meetings wait for a while and are released then.
 *
 * @param healthy good polls in a row that bring an offline server online
 * @param unhealthy bad polls in a row that take an online server offline
 * @param grace how long the meetings of an offline server wait for it
 * @param slowStart how long a server that came back gets less than its share of new meetings
 */
public record HealthPolicy(int healthy, int unhealthy, Duration grace, Duration slowStart) {

    /**
     * After a poll that went well.
     *
     * @param timeInState how long the server has been on this health state
     */
    public HealthState afterGood(HealthState healthState, Duration timeInState) {
        return switch (healthState) {
            case Healthy _, Suspect _ -> new Healthy();
            case SlowStart _ -> timeInState.compareTo(slowStart) < 0 ? healthState : new Healthy();
            case Offline(int goodPolls) -> goodPolls + 1 < healthy ? new Offline(goodPolls + 1) : back();
            case Released(int goodPolls) -> goodPolls + 1 < healthy ? new Released(goodPolls + 1) : back();
        };
    }

    private HealthState back() {
        return slowStart.isZero() ? new Healthy() : new SlowStart();
    }

    /** After a poll that failed. */
    public HealthState afterBad(HealthState healthState, Duration timeInState) {
        return switch (healthState) {
            case Healthy _, SlowStart _ -> failed(1);
            case Suspect(int badPolls) -> failed(badPolls + 1);
            case Offline _ -> timeInState.compareTo(grace) < 0 ? new Offline(0) : new Released(0);
            case Released _ -> new Released(0);
        };
    }

    private HealthState failed(int badPolls) {
        if (badPolls < unhealthy) {
            return new Suspect(badPolls);
        }
        return grace.isZero() ? new Released(0) : new Offline(0);
    }
}
