package org.scalelite.common.placement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalelite.common.server.Server;

/**
 * A server as a placement sees it.
 *
 * @param load present load; empty if it may not get new meetings
 * @param heldMeetings at the last poll and added since
 * @param heldUsers at the last poll and added since, the expected ones included
 * @param slowStart whether it gets nothing this time, because it has been online for a short time only
 * @param createsFail whether its last creates failed
 */
public record Candidate(
        Server server, OptionalDouble load, int heldMeetings, int heldUsers, boolean slowStart, boolean createsFail) {

    /** The scripts keep an index for each multiplier: two digits, so that there are few of them. */
    private static final MathContext MULTIPLIER = new MathContext(2, RoundingMode.HALF_EVEN);

    String tag() {
        return server.tag().orElse("");
    }

    String zone() {
        return server.settings().getOrDefault(Server.Setting.ZONE, "");
    }

    boolean isSpare() {
        return Boolean.parseBoolean(server.settings().get(Server.Setting.SPARE));
    }

    /** Whether a meeting is within its limits. A server without users takes a meeting of any size. */
    boolean fits(int users) {
        return limit(Server.Setting.MAX_MEETINGS)
                        .filter(most -> heldMeetings >= most)
                        .isEmpty()
                && limit(Server.Setting.MAX_USERS)
                        .filter(most -> heldUsers > 0 && heldUsers + users > most)
                        .isEmpty();
    }

    private Optional<Integer> limit(Server.Setting setting) {
        return Optional.ofNullable(server.settings().get(setting)).map(Integer::valueOf);
    }

    double multiplier() {
        return new BigDecimal(server.loadMultiplier()).round(MULTIPLIER).doubleValue();
    }

    double presentLoad() {
        return load.orElse(0);
    }

    /** The same server with another meeting. */
    Candidate with(int users, LoadWeights weights) {
        double added = weights.reserved(users) * server.loadMultiplier();
        return new Candidate(
                server,
                OptionalDouble.of(presentLoad() + added),
                heldMeetings + 1,
                heldUsers + users,
                slowStart,
                createsFail);
    }
}
