package org.scalelite.common.meeting;

import java.util.Optional;

/**
 * How many users a young meeting is expected to get: the front-end's hint, else {@code LOAD_MIN_USER_COUNT}, never more
 * than may join. A create reserves this many and a poll counts at least this many, so that both agree.
 */
public final class ExpectedUsers {
    /** Metadata name of the hint; a parameter of create with {@code meta_} before it. */
    public static final String HINT = "bbb-meeting-size-hint";

    private static final int LARGEST_HINT = 10_000;

    private ExpectedUsers() {}

    /**
     * The expected users.
     *
     * @param minimum {@code LOAD_MIN_USER_COUNT}
     * @param hint what the front-end says, if it says something
     * @param maxParticipants as create has it; 0 or no number: no limit
     */
    public static int of(int minimum, Optional<String> hint, Optional<String> maxParticipants) {
        int expected = hint.flatMap(ExpectedUsers::positive)
                .map(number -> Math.min(number, LARGEST_HINT))
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
