package org.scalelite.common.meeting;

import java.util.Optional;

/**
 * The expected number of users of a new meeting: the hint of the front-end, otherwise {@code LOAD_MIN_USER_COUNT}, at
 * most maxParticipants. A create reserves this load, and a poll counts at least this load.
 */
public final class ExpectedUsers {
    /** Metadata name of the hint; a parameter of create with {@code meta_} before it. */
    public static final String HINT = "bbb-meeting-size-hint";

    private static final int MAX_HINT = 10_000;

    private ExpectedUsers() {}

    /**
     * The expected users.
     *
     * @param minimum {@code LOAD_MIN_USER_COUNT}
     * @param hint of the front-end, if there is one
     * @param maxParticipants parameter of create; 0 or not a number: no limit
     */
    public static int of(int minimum, Optional<String> hint, Optional<String> maxParticipants) {
        int expected = hint.flatMap(ExpectedUsers::positive)
                .map(number -> Math.min(number, MAX_HINT))
                .orElse(minimum);
        return maxParticipants
                .flatMap(ExpectedUsers::positive)
                .map(limit -> Math.min(limit, expected))
                .orElse(expected);
    }

    private static Optional<Integer> positive(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip())).filter(number -> number > 0);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
