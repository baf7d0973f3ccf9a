package org.scalelite.common.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.common.redis.SentinelInfo;

/** Whether another Redis would take over. */
final class SentinelCheck {
    private static final int ENOUGH = 3;

    private SentinelCheck() {}

    static List<Finding> run(String where, SentinelInfo sentinels) {
        List<Finding> findings = new ArrayList<>();
        List<SentinelInfo.Answer> answers = sentinels.views().stream()
                .flatMap(view -> view.answer().stream())
                .toList();
        for (SentinelInfo.View view : sentinels.views()) {
            view.problem()
                    .ifPresent(problem -> findings.add(Finding.warning(
                            where, "Sentinel %s %s".formatted(view.sentinel(), problem.what()), problem.cure())));
        }
        if (!answers.isEmpty()) {
            findings.addFirst(answered(where, sentinels, answers));
            agreement(where, answers, findings);
            successor(where, answers, findings);
        }
        if (sentinels.replicasToWrite().orElse(1) == 0) {
            findings.add(Finding.note(
                    where,
                    "a failover loses what no replica has yet (docs/high-availability.md: min-replicas-to-write)"));
        }
        return findings;
    }

    private static Finding answered(String where, SentinelInfo sentinels, List<SentinelInfo.Answer> answers) {
        return Finding.ok(
                where,
                "%d of %d Sentinels answer; the primary is %s"
                        .formatted(
                                answers.size(),
                                sentinels.views().size(),
                                answers.getFirst().primary()));
    }

    private static void agreement(String where, List<SentinelInfo.Answer> answers, List<Finding> findings) {
        Set<String> primaries =
                answers.stream().map(SentinelInfo.Answer::primary).collect(Collectors.toSet());
        if (primaries.size() > 1) {
            findings.add(Finding.problem(
                    where,
                    "the Sentinels do not agree on the primary: " + String.join(", ", primaries),
                    "see whether they reach each other (port 26379), and 'sentinel ckquorum' on each"));
        }
        int fewest =
                answers.stream().mapToInt(SentinelInfo.Answer::sentinels).min().orElseThrow();
        if (fewest < ENOUGH) {
            findings.add(Finding.warning(
                    where,
                    "only %d Sentinels know each other: with one gone there may be no majority for a failover"
                            .formatted(fewest),
                    "run three, on three machines that reach each other"));
        }
    }

    private static void successor(String where, List<SentinelInfo.Answer> answers, List<Finding> findings) {
        if (answers.stream().allMatch(answer -> answer.replicas() == 0)) {
            findings.add(Finding.warning(
                    where,
                    "no replica follows the primary: nothing takes over when it fails",
                    "start the replicas; their 'masterauth', and 'info replication' there"));
        } else {
            answers.stream()
                    .flatMap(answer -> answer.missing().stream())
                    .distinct()
                    .sorted()
                    .forEach(replica -> findings.add(Finding.warning(
                            where,
                            "replica %s does not follow the primary".formatted(replica),
                            "start it, and see 'info replication' there; if it is gone for good, 'sentinel reset NAME' on"
                                    + " each Sentinel, one after the other")));
        }
    }
}
