package org.scalelite.common.placement;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;

/**
 * The rules by which a new meeting gets its server, in their plain form: all servers are compared. The scripts make the
 * same choice from an index (docs/adr/0052-index-of-candidates.md).
 */
public final class PlacementModel {
    private PlacementModel() {}

    /** Why a server was chosen or not. */
    public enum Reason implements EnumText {
        CHOSEN,
        /** Its load is higher, or equal and the random choice was another one. */
        LOAD,
        /** Another server is in the preferred zone. */
        ZONE,
        /** It has been online for a short time only, and gets nothing this time. */
        SLOW_START,
        /** It is a spare server, and another one is available. */
        SPARE,
        /** Its tag is another one than wanted, or another server has the wanted tag. */
        TAG,
        /** Its last creates failed. */
        CREATES_FAILING,
        /** The meeting would exceed its max_meetings or max_users. */
        LIMIT,
        /** It has a meeting of another tenant with this id. */
        ID_TAKEN,
        /** It is not healthy. */
        HEALTH,
        /** It is cordoned or disabled. */
        DISABLED;
    }

    /**
     * What a meeting wants.
     *
     * @param zone preferred; empty: none
     * @param users expected
     * @param taken servers with a meeting of another tenant with its id
     */
    public record Wish(TagRequirement tags, String zone, int users, Set<ServerId> taken) {
        public Wish {
            taken = Set.copyOf(taken);
        }
    }

    /**
     * The result.
     *
     * @param server empty: no server can have the meeting
     * @param best the servers among which chance decides
     * @param reasons of all servers
     */
    public record Choice(Optional<ServerId> server, Set<ServerId> best, Map<ServerId, Reason> reasons) {}

    /** How well a server suits; what comes first counts more. */
    private record Rank(
            boolean createsFail, boolean otherTag, boolean spare, boolean slowStart, boolean otherZone, double load) {
        private static final Comparator<Rank> ORDER = Comparator.comparing(Rank::createsFail)
                .thenComparing(Rank::otherTag)
                .thenComparing(Rank::spare)
                .thenComparing(Rank::slowStart)
                .thenComparing(Rank::otherZone)
                .thenComparing(Rank::load);

        static Rank of(Candidate candidate, Wish wish) {
            return new Rank(
                    candidate.createsFail(),
                    !hasTag(candidate, wish),
                    candidate.isSpare(),
                    candidate.slowStart(),
                    !wish.zone().isEmpty() && !candidate.zone().equals(wish.zone()),
                    candidate.load().orElse(0));
        }

        Reason reason(Rank best) {
            if (createsFail != best.createsFail) {
                return Reason.CREATES_FAILING;
            }
            if (otherTag != best.otherTag) {
                return Reason.TAG;
            }
            if (spare != best.spare) {
                return Reason.SPARE;
            }
            if (slowStart != best.slowStart) {
                return Reason.SLOW_START;
            }
            return otherZone == best.otherZone ? Reason.LOAD : Reason.ZONE;
        }
    }

    /**
     * Chooses a server.
     *
     * @param random a number below its argument
     */
    public static Choice choose(List<Candidate> candidates, Wish wish, IntUnaryOperator random) {
        Map<ServerId, Reason> reasons = new LinkedHashMap<>();
        Map<ServerId, Rank> ranks = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            ServerId id = candidate.server().id();
            rejection(candidate, wish)
                    .ifPresentOrElse(reason -> reasons.put(id, reason), () -> ranks.put(id, Rank.of(candidate, wish)));
        }
        Optional<Rank> best = ranks.values().stream().min(Rank.ORDER);
        List<ServerId> equals = ranks.entrySet().stream()
                .filter(entry -> best.filter(entry.getValue()::equals).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        best.ifPresent(least -> ranks.forEach((id, rank) -> reasons.put(id, rank.reason(least))));
        Optional<ServerId> chosen =
                equals.isEmpty() ? Optional.empty() : Optional.of(equals.get(random.applyAsInt(equals.size())));
        chosen.ifPresent(id -> reasons.put(id, Reason.CHOSEN));
        return new Choice(chosen, Set.copyOf(equals), reasons);
    }

    private static Optional<Reason> rejection(Candidate candidate, Wish wish) {
        if (candidate.server().state() != Server.State.ENABLED) {
            return Optional.of(Reason.DISABLED);
        }
        if (candidate.load().isEmpty()) {
            return Optional.of(Reason.HEALTH);
        }
        if (wish.taken().contains(candidate.server().id())) {
            return Optional.of(Reason.ID_TAKEN);
        }
        if (!hasTag(candidate, wish)
                && (wish.tags().required() || !candidate.tag().isEmpty())) {
            return Optional.of(Reason.TAG);
        }
        return candidate.fits(wish.users()) ? Optional.empty() : Optional.of(Reason.LIMIT);
    }

    private static boolean hasTag(Candidate candidate, Wish wish) {
        List<String> tags = wish.tags().tags();
        return tags.contains(candidate.tag())
                || (candidate.tag().isEmpty() && (tags.isEmpty() || tags.contains("none")));
    }
}
