package org.scalelite.common.history;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.time.Instant;
import org.scalelite.common.database.StorableText;

/**
 * A meeting as consecutive polls of its server have listed it. Polls count the users at single moments: the users of a
 * poll count for the time since the poll before it.
 *
 * @param tenantId empty: none
 * @param firstSeenAt time of the first of these polls, by the clock of Redis
 * @param lastSeenAt time of the last one
 * @param firstUsers users at the first one: for the time between it and what is stored already
 * @param peakUsers the most users at one of them
 * @param userMillis time of all users together, from the first to the last of them
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SeenRun(
        String internalId,
        String serverId,
        String host,
        String tenantId,
        String meetingId,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant firstSeenAt,
        @JsonSerialize(using = ToStringSerializer.class) Instant lastSeenAt,
        int firstUsers,
        int peakUsers,
        long userMillis,
        boolean recorded) {
    public SeenRun {
        internalId = StorableText.of(internalId);
        host = StorableText.of(host);
        tenantId = StorableText.of(tenantId);
        meetingId = StorableText.of(meetingId);
    }

    /**
     * Both as one.
     *
     * @param later what was seen after this
     * @param longestGap for which the users of the later one count at most: in a longer time nothing is known of them
     */
    public SeenRun followedBy(SeenRun later, Duration longestGap) {
        long gap = Math.clamp(Duration.between(lastSeenAt, later.firstSeenAt).toMillis(), 0, longestGap.toMillis());
        return new SeenRun(
                internalId,
                serverId,
                host,
                tenantId,
                meetingId,
                createdAt,
                firstSeenAt,
                later.lastSeenAt.isAfter(lastSeenAt) ? later.lastSeenAt : lastSeenAt,
                firstUsers,
                Math.max(peakUsers, later.peakUsers),
                userMillis + gap * later.firstUsers + later.userMillis,
                recorded || later.recorded);
    }
}
