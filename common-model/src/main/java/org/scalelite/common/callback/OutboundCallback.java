package org.scalelite.common.callback;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;

/**
 * A callback to a front-end: a row of {@code outbound_callbacks}.
 *
 * @param recordId of recording-ready callbacks; of the end of a meeting its internal id, which its recording has too
 * @param signer which secret signed the create; it signs first
 * @param attempts so far, the present one included
 * @param giveUpAt after which it is not tried again
 */
@MappedEntity("outbound_callbacks")
public record OutboundCallback(
        @Id long id,
        Kind kind,
        String meetingId,
        @NullableColumn Optional<String> recordId,
        @NullableColumn Optional<String> tenantId,
        String url,
        @NullableColumn Optional<String> signer,
        State state,
        int attempts,
        @NullableColumn Optional<String> lastError,
        Instant nextAttemptAt,
        Instant giveUpAt,
        Instant createdAt,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> finishedAt) {

    /** The kinds of events. */
    public enum Kind implements EnumText {
        RECORDING_READY,
        ANALYTICS,
        /** A meeting has ended: the front-end's {@code meetingEndedURL}. */
        MEETING_ENDED;
    }

    /** The states of a delivery. */
    public enum State implements EnumText {
        /** An attempt is due, or in flight. */
        PENDING,
        /** The front-end took it. */
        DELIVERED,
        /** The front-end does not want it: 404 or 410. */
        GONE,
        /** It was given up. */
        DEAD;
    }

    /** The URL may contain secrets. */
    @Override
    public String toString() {
        return "%s callback %d of meeting %s to %s".formatted(kind.text(), id, meetingId, PublicUrl.originOf(url));
    }
}
