package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisServerCommands;
import java.time.Duration;
import java.util.List;

/** What happens to Redis and PostgreSQL. */
final class StoreScenarios {
    private static final Duration DOWN = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMinutes(10);
    /** Some polls. */
    private static final Duration AHEAD = Installation.INTERVAL.multipliedBy(4);

    private static final Duration DATABASE_DOWN = Duration.ofSeconds(8);

    private StoreScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "redis-restart", "Redis killed and restarted with its data", true, StoreScenarios::restart),
                new Scenario("redis-loss", "Redis killed and restarted without its data", true, StoreScenarios::loss),
                new Scenario("flushall", "FLUSHALL", true, Installation.INTERVAL, StoreScenarios::flush),
                new Scenario("postgres", "PostgreSQL killed and restarted", true, StoreScenarios::postgres));
    }

    /** A failover to a slower clock is the same. */
    static Scenario clockStep(FastClock clock) {
        return new Scenario(
                "clock-step", "Redis' clock steps back by 10 minutes", true, stage -> stepClockBack(stage, clock));
    }

    private static void stepClockBack(Stage stage, FastClock clock) {
        stage.suite().redis().restart(clock.launcher(STEP));
        stage.keepOn(AHEAD);
        stage.suite().redis().restart();
        stage.repaired();
        List<Machine> machines = stage.suite().machines();
        machines.forEach(machine -> machine.polls().reset());
        stage.until(
                "each server is polled again",
                () -> machines.stream().allMatch(machine -> machine.polls().polls() > 0));
        Duration polled = stage.sinceRepaired();
        stage.fact("every server polled again " + Stage.seconds(polled) + " after the step");
        assertThat(polled)
                .as("time until every server was polled")
                .isLessThanOrEqualTo(stage.suite().allowed(Installation.LONGEST_GAP));
    }

    private static void restart(Stage stage) {
        stage.suite().redis().kill();
        stage.keepOn(DOWN);
        stage.suite().redis().restart();
        stage.repaired();
        stage.fact("away for " + Stage.seconds(DOWN));
    }

    private static void loss(Stage stage) throws Exception {
        stage.suite().redis().lose();
        stage.keepOn(DOWN);
        stage.suite().redis().restart();
        stage.repaired();
        stage.stampede();
        awaitServers(stage);
    }

    static void flush(Stage stage) throws Exception {
        stage.suite().registry().redis().call(RedisServerCommands::flushall);
        stage.repaired();
        stage.stampede();
        awaitServers(stage);
    }

    private static void awaitServers(Stage stage) {
        stage.until("the servers are in the registry again", () -> serversAre(stage));
        stage.fact("all rooms created again, and all servers online, after " + Stage.seconds(stage.sinceRepaired()));
    }

    private static boolean serversAre(Stage stage) {
        try {
            return stage.suite().online() == stage.suite().machines().size();
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static void postgres(Stage stage) {
        long refused = refused(stage);
        stage.suite().postgres().kill();
        stage.keepOn(DATABASE_DOWN);
        assertThat(refused(stage) - refused)
                .as("creates and joins refused without PostgreSQL")
                .isZero();
        stage.suite().postgres().restart();
        stage.repaired();
        stage.fact("away for " + Stage.seconds(DATABASE_DOWN));
    }

    private static long refused(Stage stage) {
        Tally tally = stage.load().tally();
        return tally.of("create " + Load.REFUSED) + tally.of("join " + Load.REFUSED);
    }
}
