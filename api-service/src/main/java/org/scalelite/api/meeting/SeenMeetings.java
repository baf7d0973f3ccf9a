package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.Placement;
import org.scalelite.common.redis.RedisAwayException;

/**
 * Where meetings are, for calls that change nothing: as Redis says, and while it is away as it last said to this replica. A
 * server's state is then the one it had at that time; users who join are counted by the next poll only, so a limit of a
 * tenant does not hold.
 */
@Singleton
final class SeenMeetings {
    private static final int MOST = 50_000;

    private final MeetingDirectory meetings;
    private final Cache<MeetingKey, Placement> seen;
    private final Counter remembered;

    SeenMeetings(MeetingDirectory meetings, Settings settings, MeterRegistry metrics) {
        this.meetings = meetings;
        this.seen = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(settings.get(Variables.REDIS_OUTAGE_MEMORY))
                .build();
        this.remembered = Counter.builder("scalelite.api.remembered.answers")
                .description("Calls that were answered from memory because Redis was away")
                .register(metrics);
    }

    /**
     * Where a meeting lives.
     *
     * @throws RedisAwayException if Redis does not answer, and the meeting was not seen lately
     */
    Optional<Placement> find(MeetingKey meeting) {
        try {
            Optional<Placement> placement = meetings.find(meeting);
            placement.ifPresentOrElse(this::saw, () -> forget(meeting));
            return placement;
        } catch (RedisAwayException e) {
            return Optional.of(recall(meeting, e));
        }
    }

    /**
     * Where a meeting lives, for a user who is about to join.
     *
     * @param maxUsers as for {@link MeetingDirectory#findToJoin}
     * @throws RedisAwayException if Redis does not answer, and the meeting was not seen lately
     */
    Admission findToJoin(MeetingKey meeting, Optional<Integer> maxUsers) {
        try {
            Admission admission = meetings.findToJoin(meeting, maxUsers);
            switch (admission) {
                case Admission.Admitted(Placement placement) -> saw(placement);
                case Admission.NoMeeting() -> forget(meeting);
                case Admission.LimitReached() -> {
                    // Says nothing about where the meeting is.
                }
            }
            return admission;
        } catch (RedisAwayException e) {
            return new Admission.Admitted(recall(meeting, e));
        }
    }

    private Placement recall(MeetingKey meeting, RedisAwayException away) {
        Placement placement = Optional.ofNullable(seen.getIfPresent(meeting)).orElseThrow(() -> away);
        remembered.increment();
        return placement;
    }

    /** A meeting is where Redis or a create says. */
    void saw(Placement placement) {
        seen.put(placement.meeting(), placement);
    }

    /** A meeting is over, or somewhere else. */
    void forget(MeetingKey meeting) {
        seen.invalidate(meeting);
    }
}
