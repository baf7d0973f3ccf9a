package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;

/**
 * Where meetings are, for calls that change nothing: as Redis says, and while it is unavailable, or emptied and not filled again, as
 * it last said to this replica. A server's state is then the one it had at that time; users who join are counted by the next
 * poll only, so a limit of a tenant does not hold.
 */
@Singleton
final class MeetingLocationCache {
    private static final int MOST = 50_000;

    /** Users must not wait for a server that hangs; they are sent to it then. */
    private static final Duration CONFIRMATION = Duration.ofSeconds(1);

    /** A class of a hundred enters in a minute. */
    private static final Duration CONFIRMED = Duration.ofSeconds(2);

    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final Cache<MeetingKey, MeetingLocation> locations;
    private final Cache<MeetingLocation, Boolean> gone;
    private final Counter remembered;

    MeetingLocationCache(MeetingDirectory meetings, BbbClient bbb, Settings settings, MeterRegistry metrics) {
        this.meetings = meetings;
        this.bbb = bbb;
        this.locations = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(settings.get(Variables.REDIS_OUTAGE_MEMORY))
                .build();
        this.gone = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(CONFIRMED)
                .build();
        this.remembered = Counter.builder("scalelite.api.remembered.answers")
                .description("Calls that were answered from memory because Redis was away or empty")
                .register(metrics);
    }

    /**
     * Where a meeting lives.
     *
     * @throws RedisUnavailableException if Redis does not answer, and the meeting was not seen lately
     * @throws BbbException if Redis has just been emptied, and the meeting was not seen lately
     */
    Optional<MeetingLocation> find(MeetingKey meeting) {
        return look(meeting, () -> meetings.lookUp(meeting)) instanceof Admission.Admitted(MeetingLocation location)
                ? Optional.of(location)
                : Optional.empty();
    }

    /**
     * Where a meeting lives, for a user who is about to join.
     *
     * @param maxUsers as for {@link MeetingDirectory#findToJoin}
     * @throws RedisUnavailableException if Redis does not answer, and the meeting was not seen lately
     * @throws BbbException if Redis has just been emptied, and the meeting was not seen lately
     */
    Admission findToJoin(MeetingKey meeting, Optional<Integer> maxUsers) {
        return look(meeting, () -> meetings.findToJoin(meeting, maxUsers));
    }

    private Admission look(MeetingKey meeting, Supplier<Admission> ask) {
        try {
            Admission admission = ask.get();
            switch (admission) {
                case Admission.Admitted(MeetingLocation location) -> put(location);
                case Admission.NoMeeting() -> forget(meeting);
                case Admission.LimitReached() -> {
                    // Says nothing about where the meeting is.
                }
                case Admission.Unsure(boolean unconfirmed) -> {
                    if (!unconfirmed && locations.getIfPresent(meeting) == null) {
                        return new Admission.NoMeeting();
                    }
                    return fallback(meeting).orElseThrow(() -> new BbbException(BbbError.meetingsUnconfirmed()));
                }
            }
            return admission;
        } catch (RedisUnavailableException e) {
            return fallback(meeting).orElseThrow(() -> e);
        }
    }

    /** Where the meeting was seen. It may have been opened elsewhere since, through another replica, so its server is asked. */
    private Optional<Admission> fallback(MeetingKey meeting) {
        MeetingLocation location = locations.getIfPresent(meeting);
        if (location == null || isGone(location)) {
            return Optional.empty();
        }
        remembered.increment();
        return Optional.of(new Admission.Admitted(location));
    }

    private boolean isGone(MeetingLocation location) {
        String id = location.meeting().meetingId();
        return gone.get(
                location, _ -> bbb.probe(location.endpoint(), id, CONFIRMATION) instanceof MeetingProbe.NotFound);
    }

    /** A meeting is where Redis or a create says. */
    void put(MeetingLocation location) {
        locations.put(location.meeting(), location);
    }

    /** A meeting is over, or somewhere else. */
    void forget(MeetingKey meeting) {
        locations.invalidate(meeting);
    }
}
