package org.scalelite.common.placement;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;

/**
 * The rules by which a new meeting gets its server, in their plain form: all servers are compared. The scripts make the
 * same choice from an index (docs/adr/0052-index-of-candidates.md).
 */
public final class PlacementModel {
    /** A meeting of unknown size may get so many times the users that are expected. */
    private static final int UNKNOWN_GROWTH = 3;

    /** Servers are filled up to so many times the least load before a meeting of known size goes to the one that is best for it. */
    private static final double LEVEL = 1.4;

    private PlacementModel() {}

    /** Why a server was chosen or not. */
    public enum Reason implements EnumText {
        CHOSEN,
        /** Its load with the meeting would be higher, or equal and the random choice was another one. */
        LOAD,
        /** The meeting fits on a weaker or fuller server, so that this one has room for a larger one. */
        SIZE,
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
     * @param load that they add
     * @param isSizeKnown whether a hint or the past tells the users
     * @param taken servers with a meeting of another tenant with its id
     */
    public record Wish(
            TagRequirement tags, String zone, int users, double load, boolean isSizeKnown, Set<ServerId> taken) {
        public Wish {
            taken = Set.copyOf(taken);
        }

        double mostLoad() {
            return isSizeKnown ? load : load * UNKNOWN_GROWTH;
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
    private record Rank(boolean createsFail, boolean otherTag, boolean spare, boolean slowStart, boolean otherZone) {
        private static final Comparator<Rank> ORDER = Comparator.comparing(Rank::createsFail)
                .thenComparing(Rank::otherTag)
                .thenComparing(Rank::spare)
                .thenComparing(Rank::slowStart)
                .thenComparing(Rank::otherZone);

        static Rank of(Candidate candidate, Wish wish) {
            return new Rank(
                    candidate.createsFail(),
                    !hasTag(candidate, wish),
                    candidate.isSpare(),
                    candidate.slowStart(),
                    !wish.zone().isEmpty() && !candidate.zone().equals(wish.zone()));
        }

        /** Whether the loads of a server count for a choice of this rank, even if it cannot have the meeting. */
        boolean compares(Candidate candidate, Wish wish) {
            return candidate.server().state() == Server.State.ENABLED
                    && candidate.load().isPresent()
                    && hasTag(candidate, wish) != otherTag
                    && (!otherTag || candidate.tag().isEmpty())
                    && candidate.isSpare() == spare
                    && (otherZone || wish.zone().isEmpty() || candidate.zone().equals(wish.zone()));
        }

        Reason reason(Rank best, Reason ofEquals) {
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
            return otherZone == best.otherZone ? ofEquals : Reason.ZONE;
        }
    }

    /**
     * Chooses a server.
     *
     * @param random a number below its argument
     */
    public static Choice choose(List<Candidate> candidates, Wish wish, IntUnaryOperator random) {
        Map<ServerId, Reason> reasons = new LinkedHashMap<>();
        Map<Candidate, Rank> ranks = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            rejection(candidate, wish)
                    .ifPresentOrElse(
                            reason -> reasons.put(candidate.server().id(), reason),
                            () -> ranks.put(candidate, Rank.of(candidate, wish)));
        }
        Optional<Rank> first = ranks.values().stream().min(Rank.ORDER);
        if (first.isEmpty()) {
            return new Choice(Optional.empty(), Set.of(), reasons);
        }
        Rank rank = first.get();
        List<Candidate> suited = ranks.keySet().stream()
                .filter(candidate -> rank.equals(ranks.get(candidate)))
                .toList();
        List<Candidate> compared = candidates.stream()
                .filter(candidate -> rank.compares(candidate, wish))
                .toList();
        List<Candidate> tightest = wish.isSizeKnown() ? tightest(suited, compared, wish) : List.of();
        List<Candidate> best = tightest.isEmpty() ? leastLoaded(suited, wish) : tightest;
        Reason ofEquals = tightest.isEmpty() ? Reason.LOAD : Reason.SIZE;
        ranks.forEach((candidate, other) -> reasons.put(candidate.server().id(), other.reason(rank, ofEquals)));
        ServerId chosen = best.get(random.applyAsInt(best.size())).server().id();
        reasons.put(chosen, Reason.CHOSEN);
        Set<ServerId> equals =
                best.stream().map(candidate -> candidate.server().id()).collect(Collectors.toSet());
        return new Choice(Optional.of(chosen), equals, reasons);
    }

    /** Those that have the least load with the meeting. */
    private static List<Candidate> leastLoaded(List<Candidate> suited, Wish wish) {
        return least(
                suited,
                Comparator.comparing(candidate -> candidate.presentLoad() + wish.mostLoad() * candidate.multiplier()));
    }

    /**
     * The weakest, and of equally weak ones the fullest, servers that stay within the load of the fullest one and near the
     * least load: so stronger and emptier ones have room for larger meetings.
     */
    private static List<Candidate> tightest(List<Candidate> suited, List<Candidate> compared, Wish wish) {
        DoubleSummaryStatistics loads =
                compared.stream().mapToDouble(Candidate::presentLoad).summaryStatistics();
        double limit = Math.min(loads.getMax(), LEVEL * loads.getMin());
        return least(
                suited.stream()
                        .filter(candidate -> candidate.presentLoad() <= limit - wish.load() * candidate.multiplier())
                        .toList(),
                Comparator.comparing(Candidate::multiplier)
                        .thenComparing(Candidate::presentLoad)
                        .reversed());
    }

    private static List<Candidate> least(List<Candidate> candidates, Comparator<Candidate> order) {
        return candidates.stream().min(order).stream()
                .flatMap(least -> candidates.stream().filter(candidate -> order.compare(candidate, least) == 0))
                .toList();
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
