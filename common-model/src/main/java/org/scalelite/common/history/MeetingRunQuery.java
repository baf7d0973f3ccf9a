package org.scalelite.common.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Which runs are wanted. All conditions must hold.
 *
 * @param server id or host of the server
 * @param meeting meeting id or internal id
 * @param from created at this time or later
 * @param to created before this time
 */
public record MeetingRunQuery(
        Optional<String> tenant,
        Optional<String> server,
        Optional<String> meeting,
        Optional<Instant> from,
        Optional<Instant> to) {
    /** All runs. */
    public static final MeetingRunQuery ALL = new MeetingRunQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MAX_YEAR = 9999;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /**
     * A date (its first moment), a date with a time, or one with an offset; empty if the text is none of them.
     *
     * @param zone of a text without an offset
     */
    public static Optional<Instant> time(String text, ZoneId zone) {
        try {
            TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant = switch (time) {
                case OffsetDateTime withOffset -> withOffset.toInstant();
                case LocalDateTime local -> local.atZone(zone).toInstant();
                default -> LocalDate.from(time).atStartOfDay(zone).toInstant();
            };
            int year = instant.atZone(zone).getYear();
            return Optional.of(instant).filter(_ -> year > 0 && year <= MAX_YEAR);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
