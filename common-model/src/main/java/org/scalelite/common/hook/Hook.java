package org.scalelite.common.hook;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.OptionalConverter;

/**
 * A hook of a front-end: a row of {@code hooks}.
 *
 * @param domain the host that the front-end called, which its events name
 * @param meetingId only events of this meeting, if it is given
 * @param eventIds only these events, separated by commas, if they are given
 * @param raw whether it gets the messages inside BBB in place of events
 * @param signer which secret signed the call; it signs the events
 * @param disabledAt when it was given up
 */
@MappedEntity("hooks")
public record Hook(
        @Id String id,
        @NullableColumn Optional<String> tenantId,
        String callbackUrl,
        String domain,
        @NullableColumn Optional<String> meetingId,
        @NullableColumn Optional<String> eventIds,
        boolean raw,
        @NullableColumn Optional<String> signer,
        Instant createdAt,

        @TypeDef(type = DataType.TIMESTAMP, converter = OptionalConverter.class)
        Optional<Instant> disabledAt,

        @NullableColumn Optional<String> lastError) {

    /** Whether it gets an event of its tenant, by the rules of bbb-webhooks: a raw message has no name. */
    public boolean wants(String meeting, Optional<String> eventId, boolean isRaw) {
        return raw == isRaw
                && meetingId.map(meeting::equals).orElse(true)
                && eventIds.map(names ->
                                eventId.filter(id -> isNamed(names, id)).isPresent())
                        .orElse(true);
    }

    private static boolean isNamed(String names, String eventId) {
        return Arrays.stream(names.split(",", -1))
                .anyMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals(eventId.toLowerCase(Locale.ROOT)));
    }

    /** The URL may contain secrets. */
    @Override
    public String toString() {
        return "hook " + id + " to " + PublicUrl.originOf(callbackUrl);
    }
}
