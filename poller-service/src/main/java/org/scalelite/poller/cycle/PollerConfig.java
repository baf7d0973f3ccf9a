package org.scalelite.poller.cycle;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.placement.LoadWeights;
import org.scalelite.poller.server.EndedMeetings;
import org.scalelite.poller.server.HealthPolicy;
import org.scalelite.poller.server.LoadCalculator;

/**
 * How servers are polled.
 *
 * @param ceiling servers asked at the same time; 0: all
 * @param timeout how long a cycle waits for the servers it asked
 * @param timeToLive of a meeting that a poll has seen
 */
@Singleton
public record PollerConfig(
        Duration interval,
        int ceiling,
        Duration timeout,
        HealthPolicy policy,
        LoadCalculator load,
        EndedMeetings ended,
        Duration timeToLive) {

    /** From the environment. */
    @Creator
    public static PollerConfig of(Settings settings) {
        Duration interval = settings.get(Variables.POLL_INTERVAL);
        Duration createMayTake = settings.get(Variables.RESPONSE_TIMEOUT).multipliedBy(2);
        return new PollerConfig(
                interval,
                settings.get(Variables.POLLER_THREADS),
                settings.get(Variables.POLLER_WAIT_TIMEOUT),
                new HealthPolicy(
                        settings.get(Variables.SERVER_HEALTHY_THRESHOLD),
                        settings.get(Variables.SERVER_UNHEALTHY_THRESHOLD),
                        settings.get(Variables.MEETING_GRACE_PERIOD),
                        settings.get(Variables.SERVER_SLOW_START)),
                new LoadCalculator(
                        settings.get(Variables.LOAD_MIN_USER_COUNT),
                        settings.get(Variables.LOAD_JOIN_BUFFER_TIME),
                        LoadWeights.of(settings)),
                new EndedMeetings(interval.compareTo(createMayTake) >= 0 ? interval : createMayTake),
                settings.get(Variables.DEFAULT_MEETING_TTL));
    }
}
