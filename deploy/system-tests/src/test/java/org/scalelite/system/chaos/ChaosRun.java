package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@code deploy/chaos} runs; its name keeps it out of every build.
 *
 * <ul>
 *   <li>{@code chaos.soak}: minutes for which faults are chosen at random; else all scenarios are played once
 *   <li>{@code chaos.only}: keys of scenarios, with commas; no table is written
 *   <li>{@code seed}: repeats the choices of a run
 * </ul>
 */
class ChaosRun {
    private static final int SERVERS = 5;
    private static final int MEETINGS = 40;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Verdict> verdicts = new ArrayList<>();

    @Test
    void nothingIsLost() {
        System.out.println("chaos: seed " + seed);
        try (Installation suite = new Installation(SERVERS);
                Load load = new Load(suite, MEETINGS, seed)) {
            Drill drill = new Drill(suite, load);
            drill.warmUp();
            int minutes = Integer.getInteger("chaos.soak", 0);
            if (minutes > 0) {
                soak(drill, Duration.ofMinutes(minutes));
            } else {
                once(drill);
            }
        }
        assertThat(verdicts).as("seed %d", seed).allMatch(Verdict::isGood);
    }

    private void once(Drill drill) {
        String only = System.getProperty("chaos.only", "");
        List<Scenario> scenarios = scenarios(Integer.getInteger("chaos.pollerKills", 100)).stream()
                .filter(scenario -> only.isEmpty() || List.of(only.split(",")).contains(scenario.key()))
                .toList();
        assertThat(scenarios).as("scenarios named " + only).isNotEmpty();
        scenarios.forEach(scenario -> verdicts.add(drill.run(scenario, random)));
        ReliabilityTable table = new ReliabilityTable(verdicts);
        System.out.println(table);
        if (only.isEmpty()) {
            table.write();
        }
    }

    private static List<Scenario> scenarios(int pollerKills) {
        List<Scenario> all = new ArrayList<>(Scenarios.all(pollerKills));
        FastClock.compiled()
                .ifPresentOrElse(
                        clock -> {
                            all.add(ServiceScenarios.clockAhead(clock));
                            all.add(StoreScenarios.clockStep(clock));
                        },
                        () -> System.out.println("chaos: SKIPPED: clocks that are wrong or step back, as there is no C"
                                + " compiler: apt-get install gcc"));
        return all;
    }

    private void soak(Drill drill, Duration time) {
        List<Scenario> scenarios =
                scenarios(1).stream().filter(Scenario::inSoak).toList();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            verdicts.add(drill.run(scenarios.get(random.nextInt(scenarios.size())), random));
        }
        System.out.println("chaos: " + verdicts.size() + " scenarios, "
                + verdicts.stream().filter(verdict -> !verdict.isGood()).count() + " of them failed");
    }
}
