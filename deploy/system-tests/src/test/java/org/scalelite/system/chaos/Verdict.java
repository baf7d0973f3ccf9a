package org.scalelite.system.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param joinable time until every running meeting could be joined again
 * @param settled time until everything held that has to hold
 * @param refused creates, and joins of meetings, that front-ends were refused meanwhile
 * @param calls of front-ends meanwhile
 * @param faults what must not be; empty if all went well
 */
record Verdict(
        Scenario scenario,
        Duration joinable,
        Duration settled,
        long refused,
        long calls,
        List<String> facts,
        List<String> faults) {
    Verdict {
        facts = List.copyOf(facts);
        faults = List.copyOf(faults);
    }

    boolean isGood() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        return "%s: joinable after %s, settled after %s, %d of %d calls refused, %s%s"
                .formatted(
                        scenario,
                        Stage.seconds(joinable),
                        Stage.seconds(settled),
                        refused,
                        calls,
                        facts,
                        isGood() ? "" : ", FAULTS " + faults);
    }
}
