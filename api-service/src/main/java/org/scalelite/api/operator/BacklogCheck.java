package org.scalelite.api.operator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.text.Amounts;

/** Whether imports and callbacks that wait need an operator. */
final class BacklogCheck {
    private static final String RECORDINGS = "recordings";
    private static final String CALLBACKS = "callbacks";
    private static final Duration LONG = Duration.ofMinutes(15);

    private BacklogCheck() {}

    /**
     * Looks at the counts.
     *
     * @param oldest how long the oldest pending callback has waited
     */
    static List<Finding> run(Backlog backlog, Duration oldest) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                backlog.failedImports() == 0
                        ? Finding.ok(
                                RECORDINGS,
                                "no import has failed, %s in the queue"
                                        .formatted(Amounts.count(backlog.queuedImports(), "archive")))
                        : Finding.warning(
                                RECORDINGS,
                                "%s could not be imported".formatted(Amounts.count(backlog.failedImports(), "archive")),
                                "correct the reason that the console and getImportJobs show, then retry"));
        if (backlog.deadCallbacks() > 0) {
            findings.add(Finding.warning(
                    CALLBACKS,
                    "%s could not be delivered".formatted(Amounts.count(backlog.deadCallbacks(), "callback")),
                    "correct the reason that the console and getCallbacks show, then retry"));
        }
        if (oldest.compareTo(LONG) > 0) {
            findings.add(Finding.warning(
                    CALLBACKS,
                    "the oldest of %s has waited for %d minutes"
                            .formatted(
                                    Amounts.count(backlog.pendingCallbacks(), "pending callback"), oldest.toMinutes()),
                    "see the last answer of the front-end in the console or getCallbacks"));
        }
        if (findings.size() == 1) {
            findings.add(Finding.ok(CALLBACKS, "%d pending, none was given up".formatted(backlog.pendingCallbacks())));
        }
        return findings;
    }
}
