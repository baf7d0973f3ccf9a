package org.scalelite.common.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The expected number of users of a new meeting: the hint of the front-end, otherwise a small maxParticipants, otherwise
 * the size of the meeting on past days, otherwise the average of the tenant, otherwise {@code LOAD_MIN_USER_COUNT}; at
 * most maxParticipants. A create reserves this load, and a poll counts at least this load while the meeting is young
 * (docs/placement.md).
 *
 * @param users as the front-end tells; empty: the past tells, which only Redis knows
 * @param basis what tells the users
 * @param most maxParticipants; empty: no limit
 * @param minimum {@code LOAD_MIN_USER_COUNT}
 * @param predicted whether the past is used
 */
public record ExpectedUsers(
        Optional<Integer> users, String basis, Optional<Integer> most, int minimum, boolean predicted) {
    /** Metadata name of the hint; a parameter of create with {@code meta_} before it. */
    public static final String HINT = "bbb-meeting-size-hint";

    private static final int MAX_HINT = 10_000;

    /** The part of the time that a meeting is young after which fewer users are expected. */
    private static final int HOLD_DIVISOR = 2;

    /**
     * What a create tells.
     *
     * @param minimum {@code LOAD_MIN_USER_COUNT}
     * @param predicted {@code LOAD_PREDICTION}
     * @param hint of the front-end, if there is one
     * @param maxParticipants parameter of create; 0 or not a number: no limit
     */
    public static ExpectedUsers of(
            int minimum, boolean predicted, Optional<String> hint, Optional<String> maxParticipants) {
        Optional<Integer> hinted = hint.flatMap(ExpectedUsers::positive);
        Optional<Integer> most = maxParticipants.flatMap(ExpectedUsers::positive);
        int limit = Math.min(MAX_HINT, most.orElse(MAX_HINT));
        if (hinted.isPresent()) {
            return new ExpectedUsers(hinted.map(users -> Math.min(users, limit)), "hint", most, minimum, predicted);
        }
        return most.isPresent() && limit <= minimum
                ? new ExpectedUsers(most, "max_participants", most, minimum, predicted)
                : new ExpectedUsers(Optional.empty(), "", most, minimum, predicted);
    }

    /** A known number. */
    public static ExpectedUsers known(int users) {
        return new ExpectedUsers(Optional.of(users), "hint", Optional.empty(), users, false);
    }

    /** Without the past. */
    public int withoutPast() {
        return users.orElseGet(() -> Math.min(minimum, most.orElse(minimum)));
    }

    /**
     * The users that a meeting counts at least. For half of the time that it is young these are the expected ones;
     * expected users beyond the minimum who have not come by then are counted less and less, and at the end not at all.
     *
     * @param joinTime {@code LOAD_JOIN_BUFFER_TIME}
     * @return empty if the meeting is not young: only its present users count
     */
    public static Optional<Integer> stillExpected(int expected, int minimum, Duration age, Duration joinTime) {
        if (age.compareTo(joinTime) >= 0) {
            return Optional.empty();
        }
        Duration hold = joinTime.dividedBy(HOLD_DIVISOR);
        if (expected <= minimum || age.compareTo(hold) <= 0) {
            return Optional.of(expected);
        }
        double left =
                (double) joinTime.minus(age).toMillis() / joinTime.minus(hold).toMillis();
        return Optional.of(minimum + (int) Math.ceil((expected - minimum) * left));
    }

    /** For the scripts: users, basis, most, minimum, and whether the past is used. */
    public List<String> arguments() {
        return List.of(text(users), basis, text(most), String.valueOf(minimum), predicted ? "1" : "0");
    }

    private static String text(Optional<Integer> number) {
        return number.map(String::valueOf).orElse("");
    }

    private static Optional<Integer> positive(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip())).filter(number -> number > 0);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return users.map(number -> number + " users").orElse("unknown size");
    }
}
