package org.scalelite.system.chaos;

import java.util.ArrayList;
import java.util.List;

/** All scenarios, in the order of the table. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all(int pollerKills) {
        List<Scenario> all = new ArrayList<>(ServerScenarios.all());
        all.addAll(StoreScenarios.all());
        all.addAll(ServiceScenarios.all(pollerKills));
        return all;
    }

    static Scenario named(String key) {
        return all(1).stream()
                .filter(scenario -> scenario.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario " + key + " among " + all(1)));
    }
}
