package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The most telling scenarios, in every build; {@code deploy/chaos} plays all of them. {@code -Dseed=…} repeats the choices of
 * a run, though not the order in which things meet.
 */
@Isolated
class ChaosIT {
    private static final int SERVERS = 4;
    private static final int MEETINGS = 24;
    /** What is lost is judged here; how long things take, by {@code deploy/chaos}. */
    private static final int ALLOWANCE = 20;

    private static final int POLLER_KILLS = 3;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static Installation suite;
    private static Load load;
    private static Drill drill;

    @BeforeAll
    static void start() {
        System.out.println("ChaosIT: seed " + SEED);
        suite = new Installation(SERVERS, ALLOWANCE);
        load = new Load(suite, MEETINGS, SEED);
        drill = new Drill(suite, load);
        drill.warmUp();
    }

    @AfterAll
    static void stop() {
        try {
            load.close();
        } finally {
            suite.close();
        }
    }

    private static void play(Scenario scenario) {
        Verdict verdict = drill.run(scenario, new Random(SEED));
        assertThat(verdict.faults()).as("seed %d: %s", SEED, verdict).isEmpty();
    }

    @Test
    void aServerThatIsCutOffForThreePollsLosesNothing() {
        play(Scenarios.named("cut"));
    }

    @Test
    void deadServersMeetingsMoveAtFirstCreate() {
        play(Scenarios.named("power-off"));
    }

    @Test
    void anEmptiedRedisIsFilledAgain() {
        play(Scenarios.named("flushall"));
    }

    @Test
    void killedPollersLeaveEachServerPolledOnce() {
        play(ServiceScenarios.pollerKills(POLLER_KILLS));
    }
}
