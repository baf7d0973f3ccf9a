package org.scalelite.common.history;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;

/**
 * A row of {@code meeting_runs}: a meeting from its create to its end on one server.
 *
 * @param internalId as BBB calls it, and its recording; a further run of the meeting has another one
 * @param host of the server, which may be removed by now
 * @param createdAt by the clock of the server
 * @param lastSeenAt of the last poll that listed it, by the clock of Redis
 * @param endedAt empty while it runs
 * @param userMillis time in the meeting, of all users together
 * @param recorded whether it might be recorded
 */
@MappedEntity("meeting_runs")
public record MeetingRun(
        @Id String internalId,
        String serverId,
        String host,
        @NullableColumn Optional<String> tenantId,
        String meetingId,
        Instant createdAt,
        Instant lastSeenAt,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> endedAt,

        int peakUsers,
        long userMillis,
        boolean recorded) {
    private static final double TENTH_OF_A_MINUTE = 6_000;

    /** The time of all users together in minutes, to a tenth. */
    public double userMinutes() {
        return Math.round(userMillis / TENTH_OF_A_MINUTE) / 10.0;
    }
}
