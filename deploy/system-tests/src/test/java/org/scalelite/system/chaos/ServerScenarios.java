package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What happens to BBB servers and to the network before them. */
final class ServerScenarios {
    private static final Duration THREE_POLLS = Installation.INTERVAL.multipliedBy(3);
    /** Some polls that fail, and one more. */
    private static final Duration UNTIL_OFFLINE = Duration.ofSeconds(15);

    private static final Duration LONGER_THAN_GRACE = Installation.GRACE.plusSeconds(10);
    private static final Duration NEARLY_TOO_SLOW = Duration.ofMillis(9_900);
    private static final List<String> NEW_MEETINGS =
            IntStream.rangeClosed(1, 40).mapToObj(i -> "annex-" + i).toList();
    /** One before the server is left out, and one each time that it is tried again. */
    private static final int MOST_FAILED = 4;

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private ServerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("cut", "network cut to one server for three polls, and back", true, ServerScenarios::cut),
                new Scenario("power-off", "a server powered off for good", true, ServerScenarios::powerOff),
                new Scenario("restart-empty", "a server restarted empty", true, ServerScenarios::restartEmpty),
                new Scenario(
                        "slow-server", "a server that answers everything after 9.9 s", false, ServerScenarios::slow),
                new Scenario(
                        "all-down",
                        "all servers unreachable for longer than the grace period, then back",
                        true,
                        ServerScenarios::allDown),
                new Scenario(
                        "hanging-creates",
                        "a server that answers polls and no create",
                        true,
                        ServerScenarios::hangingCreates));
    }

    static void cut(Stage stage) {
        cut(stage, stage.victim());
    }

    static void cut(Stage stage, Machine victim) {
        List<String> meetings = Stage.meetingIds(victim);
        victim.cut();
        long end = System.nanoTime() + THREE_POLLS.toNanos();
        int joins = 0;
        while (System.nanoTime() < end) {
            for (String meeting : meetings) {
                assertThat(stage.frontier().join(meeting))
                        .as("the join of %s, whose server is cut off", meeting)
                        .contains(victim);
                joins++;
            }
        }
        victim.repair();
        stage.repaired();
        stage.fact(joins + " joins while it was cut, all sent to their class");
    }

    private static void powerOff(Stage stage) {
        Machine victim = stage.victim();
        List<String> meetings = Stage.meetingIds(victim);
        stage.losesItsMeetings(victim);
        stage.afterwards(victim::restart);
        victim.powerOff();
        stage.repaired();
        // The next create of one of its meetings is the first.
        stage.load().avoid(meetings);
        stage.afterwards(() -> stage.load().avoid(List.of()));
        stage.until("the meetings of the dead server are released", () -> isReleased(stage, victim));
        Duration released = stage.sinceRepaired();
        assertThat(released)
                .as("the release")
                .isLessThan(stage.suite().allowed(Installation.GRACE.plus(UNTIL_OFFLINE)));
        for (String meeting : meetings) {
            assertThat(stage.frontier().create(meeting))
                    .as("the first create of %s after its release", meeting)
                    .isPresent();
            Optional<Machine> there = stage.frontier().join(meeting);
            assertThat(there.filter(machine ->
                            machine != victim && machine.meeting(meeting).isPresent()))
                    .as("%s after it was opened again: %s", meeting, there)
                    .isPresent();
        }
        stage.fact("%d rooms opened elsewhere at the first try, %s after the plug was pulled (grace period %d s)"
                .formatted(meetings.size(), Stage.seconds(released), Installation.GRACE.toSeconds()));
    }

    private static boolean isReleased(Stage stage, Machine machine) {
        return stage.suite().registry().meetings().all().stream()
                .noneMatch(meeting -> meeting.server().equals(machine.id()));
    }

    private static void restartEmpty(Stage stage) {
        Machine victim = stage.victim();
        int meetings = victim.meetings().size();
        stage.losesItsMeetings(victim);
        victim.crash();
        stage.keepOn(Duration.ofSeconds(1));
        victim.restart();
        stage.repaired();
        stage.fact(meetings + " meetings died with the server");
    }

    /** With the deadlines of an installation, not the short ones of the other scenarios. */
    private static void slow(Stage stage) {
        stage.load().pause();
        List<Program> programs = stage.suite().programs();
        Installation.restart(programs, Map.of("RESPONSE_TIMEOUT", "10", "CONNECT_TIMEOUT", "5"));
        stage.load().tally().reset();
        stage.load().resume();
        // A tenth of a second must do for what the suite itself has to do, so its programs are not to be fresh.
        stage.keepOn(WARM_UP);
        stage.afterwards(() -> Installation.restart(programs, Map.of()));
        Machine victim = stage.victim();
        List<String> meetings = Stage.meetingIds(victim);
        List<Machine> others = new ArrayList<>(stage.suite().machines());
        others.remove(victim);
        stage.suite().machines().forEach(machine -> machine.polls().reset());
        victim.slowDown(NEARLY_TOO_SLOW);
        try {
            useSlowServer(stage, victim, meetings, others);
        } finally {
            victim.recover();
            stage.repaired();
        }
    }

    private static void useSlowServer(Stage stage, Machine victim, List<String> meetings, List<Machine> others) {
        long start = System.nanoTime();
        assertThat(stage.frontier().create(meetings.getFirst()))
                .as("a create on the slow server")
                .isPresent();
        stage.fact("its creates took %s".formatted(Stage.seconds(Duration.ofNanos(System.nanoTime() - start))));
        stage.until("the slow server is polled thrice", () -> victim.polls().polls() >= 3);
        for (Machine other : others) {
            assertThat(other.polls().longestGap())
                    .as("the longest time in which %s was not polled", other)
                    .isLessThan(stage.suite().allowed(Installation.LONGEST_GAP));
        }
        for (String meeting : meetings) {
            assertThat(stage.frontier().join(meeting)).contains(victim);
        }
    }

    /** It has the lowest load, so new meetings would be placed there for ever. */
    private static void hangingCreates(Stage stage) {
        Machine victim = stage.suite().machines().getFirst();
        stage.afterwards(() -> stage.endAll(NEW_MEETINGS));
        stage.losesItsMeetings(victim);
        victim.hangCreates();
        Stage.meetingIds(victim).forEach(victim::endMeeting);
        try {
            int failed = 0;
            for (String meeting : NEW_MEETINGS) {
                failed += stage.frontier().create(meeting).isPresent() ? 0 : 1;
            }
            stage.fact("%d of %d creates of new meetings failed".formatted(failed, NEW_MEETINGS.size()));
            assertThat(failed)
                    .as("creates that failed, of " + NEW_MEETINGS.size())
                    .isLessThanOrEqualTo(MOST_FAILED);
        } finally {
            victim.recover();
            stage.repaired();
        }
    }

    private static void allDown(Stage stage) throws Exception {
        stage.suite().machines().forEach(Machine::refuse);
        stage.keepOn(LONGER_THAN_GRACE);
        stage.until("all are known to be offline", () -> stage.suite().online() == 0);
        stage.suite().machines().forEach(Machine::repair);
        stage.repaired();
        stage.stampede();
        stage.fact("down for " + Stage.seconds(LONGER_THAN_GRACE));
    }
}
