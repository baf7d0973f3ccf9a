package org.scalelite.api.admin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.history.MeetingRunQuery;

/** Checks of what callers of the admin API send. Each throws {@link InvalidInputException} with the name of the input. */
public final class Inputs {
    /** Entries of a list whose limit is not given. */
    public static final int DEFAULT_LIMIT = 100;

    /** The largest limit. */
    static final int MAX_LIMIT = 1000;

    private Inputs() {}

    /** A value that must be there. */
    public static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** A text that must not be blank. */
    public static String requiredText(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        return value;
    }

    /** The id of what a call changes: in the query, where a checksum covers it, or in the body. */
    public static String id(Optional<String> inQuery, @Nullable String inBody) {
        return inQuery.orElseGet(() -> requiredText(inBody, "id"));
    }

    /** The whole number of the parameter {@code limit} or {@code offset}. */
    static int number(String text, String name) {
        int least = name.equals("limit") ? 1 : 0;
        int most = name.equals("limit") ? MAX_LIMIT : Integer.MAX_VALUE;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Answered below, as a number outside of the range is.
        }
        throw new InvalidInputException("%s is '%s', which is not allowed: give a whole number from %d to %d"
                .formatted(name, text, least, most));
    }

    /** The time of a parameter; one without an offset is in UTC. */
    static Optional<Instant> time(Optional<String> text, String name) {
        return text.map(given -> MeetingRunQuery.time(given, ZoneOffset.UTC)
                .orElseThrow(() -> new InvalidInputException(
                        "%s is '%s', which is no time: give one such as 2026-01-31 or 2026-01-31T09:00:00Z"
                                .formatted(name, given))));
    }

    /** The states that a list is limited to: one, or several separated by commas; all of them if none is given. */
    public static <E extends Enum<E> & EnumText> Set<E> states(Optional<String> given, Class<E> type) {
        return given.<Set<E>>map(text -> Arrays.stream(text.split(",", -1))
                        .map(name -> state(name.strip(), type))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type))))
                .orElseGet(() -> EnumSet.allOf(type));
    }

    private static <E extends Enum<E> & EnumText> E state(String name, Class<E> type) {
        return EnumText.find(type, name)
                .orElseThrow(() -> new InvalidInputException(
                        "state '%s' is not allowed: give %s, or several of them separated by ','"
                                .formatted(
                                        name,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(EnumText::text)
                                                .collect(Collectors.joining(", ")))));
    }

    static InvalidInputException missing(String name) {
        return new InvalidInputException(name + " is missing");
    }
}
