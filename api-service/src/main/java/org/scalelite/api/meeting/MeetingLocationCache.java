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
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;

/**
 * Locations of meetings for calls that change nothing: from Redis, or from the cache of this replica while Redis is
 * unavailable, or was emptied and is not filled yet. The state of a server is then the cached one; users who join are
 * counted by the next poll only, so the user limit of a tenant does not apply.
 */
@Singleton
final class MeetingLocationCache {
    private static final int MAX_SIZE = 50_000;

    /** For a server that hangs: users are redirected to it without the check. */
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(1);

    /** A hundred users join a meeting within a minute. */
    private static final Duration CHECK_TTL = Duration.ofSeconds(2);

    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final Cache<MeetingKey, MeetingLocation> locations;
    private final Cache<MeetingLocation, Boolean> absent;
    private final Counter fallbacks;

    MeetingLocationCache(MeetingDirectory meetings, BbbClient bbb, Settings settings, MeterRegistry metrics) {
        this.meetings = meetings;
        this.bbb = bbb;
        this.locations = Caffeine.newBuilder()
                .maximumSize(MAX_SIZE)
                .expireAfterWrite(settings.get(Variables.REDIS_OUTAGE_MEMORY))
                .build();
        this.absent = Caffeine.newBuilder()
                .maximumSize(MAX_SIZE)
                .expireAfterWrite(CHECK_TTL)
                .build();
        this.fallbacks = Counter.builder("scalelite.api.remembered.answers")
                .description("Calls that were answered from memory because Redis was away or empty")
                .register(metrics);
    }

    /**
     * The location of a meeting.
     *
     * @throws RedisUnavailableException if Redis does not answer, and the meeting is not cached
     * @throws BbbException if Redis has just been emptied, and the meeting is not cached
     */
    Optional<MeetingLocation> find(MeetingKey meeting) {
        return find(meeting, () -> meetings.lookUp(meeting)) instanceof Admission.Admitted(MeetingLocation location)
                ? Optional.of(location)
                : Optional.empty();
    }

    /**
     * The location of a meeting, for a user who joins.
     *
     * @param maxUsers as for {@link MeetingDirectory#findToJoin}
     * @throws RedisUnavailableException if Redis does not answer, and the meeting is not cached
     * @throws BbbException if Redis has just been emptied, and the meeting is not cached
     */
    Admission findToJoin(MeetingKey meeting, Optional<Integer> maxUsers) {
        return find(meeting, () -> meetings.findToJoin(meeting, maxUsers));
    }

    private Admission find(MeetingKey meeting, Supplier<Admission> query) {
        try {
            Admission admission = query.get();
            switch (admission) {
                case Admission.Admitted(MeetingLocation location) -> put(location);
                case Admission.NoMeeting() -> forget(meeting);
                case Admission.LimitReached() -> {
                    // The cached location stays.
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

    /** The cached location. The server is asked for the meeting, because another replica may have moved it. */
    private Optional<Admission> fallback(MeetingKey meeting) {
        MeetingLocation location = locations.getIfPresent(meeting);
        if (location == null || isAbsent(location)) {
            return Optional.empty();
        }
        fallbacks.increment();
        return Optional.of(new Admission.Admitted(location));
    }

    private boolean isAbsent(MeetingLocation location) {
        String id = location.meeting().meetingId();
        return absent.get(
                location,
                _ -> bbb.meetingInfo(location.endpoint(), id, CHECK_TIMEOUT).isNotFound());
    }

    /** Caches a location from Redis or from a create. */
    void put(MeetingLocation location) {
        locations.put(location.meeting(), location);
    }

    /** Removes the location of a meeting that has ended or moved. */
    void forget(MeetingKey meeting) {
        locations.invalidate(meeting);
    }
}
