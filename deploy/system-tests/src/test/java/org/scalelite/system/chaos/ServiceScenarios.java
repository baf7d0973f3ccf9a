package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What happens to the services of the suite, and to those who call them. */
final class ServiceScenarios {
    private static final Duration OUTAGE = Duration.ofSeconds(1);
    private static final Duration POLL_TAKES = Duration.ofMillis(300);
    private static final int JOINS = 4_000;
    private static final int HALLS = 200;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration ISOLATED = Installation.GRACE.plusSeconds(15);
    private static final Duration JOIN_TIME = Duration.ofSeconds(60);

    private ServiceScenarios() {}

    static List<Scenario> all(int pollerKills) {
        return List.of(
                new Scenario(
                        "kill-services",
                        "each service killed by SIGKILL and started again",
                        true,
                        ServiceScenarios::killEach),
                pollerKills(pollerKills),
                new Scenario(
                        "poller-isolated",
                        "one poller cut off from all BBB servers for longer than the grace period",
                        true,
                        stage -> isolate(stage, List.of(PollerNetwork.FIRST))),
                new Scenario(
                        "pollers-isolated",
                        "all pollers cut off from all BBB servers for longer than the grace period",
                        true,
                        stage -> isolate(stage, List.of(PollerNetwork.values()))),
                new Scenario(
                        "join-storm",
                        "4,000 joins in 60 s over 200 rooms while a server is cut off",
                        false,
                        ServiceScenarios::joinStorm));
    }

    static Scenario pollerKills(int times) {
        return new Scenario(
                "poller-kills",
                "a poller killed in the middle of a poll, " + times + " times",
                false,
                stage -> killPollers(stage, times));
    }

    /** Another one, where there is such a clock. */
    static Scenario clockAhead(FastClock clock) {
        return new Scenario(
                "clock",
                "the clock of one API and one poller 10 minutes ahead, and a server cut off",
                false,
                stage -> clockAhead(stage, clock));
    }

    private static void killEach(Stage stage) {
        for (Program program : stage.suite().programs()) {
            program.kill();
            stage.keepOn(OUTAGE);
            program.start();
            program.awaitReady();
        }
        stage.repaired();
    }

    private static void killPollers(Stage stage, int times) {
        List<Machine> machines = stage.suite().machines();
        machines.forEach(machine -> machine.slowDownPolls(POLL_TAKES));
        stage.afterwards(() -> machines.forEach(Machine::recover));
        machines.forEach(machine -> machine.polls().reset());
        for (int i = 0; i < times; i++) {
            Program victim = stage.suite().pollers().get(i % 2);
            stage.until(
                    "a poll is under way",
                    () -> machines.stream().anyMatch(machine -> machine.polls().isUnderWay()));
            victim.kill();
            victim.start();
            victim.awaitReady();
        }
        stage.repaired();
        stage.fact(judgePolls(stage.suite(), machines));
    }

    /** No server was polled by two pollers at a time, and none was left alone for longer than is promised. */
    private static String judgePolls(Installation suite, List<Machine> machines) {
        List<PollWatch> watches = machines.stream().map(Machine::polls).toList();
        int polls = watches.stream().mapToInt(PollWatch::polls).sum();
        int overlaps = watches.stream().mapToInt(PollWatch::overlaps).sum();
        Duration gap = watches.stream()
                .map(PollWatch::longestGap)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(overlaps).as("polls of a server at the same time").isZero();
        assertThat(gap)
                .as("the longest time without a poll of a server")
                .isLessThanOrEqualTo(suite.allowed(Installation.LONGEST_GAP));
        int abandoned = watches.stream().mapToInt(PollWatch::abandoned).sum();
        return "%d polls, %d of them while another was under way, %d whose poller went away; longest time without one %s"
                .formatted(polls, overlaps, abandoned, Stage.seconds(gap));
    }

    private static void clockAhead(Stage stage, FastClock clock) {
        List<Program> wrong =
                List.of(stage.suite().apis().getFirst(), stage.suite().pollers().getFirst());
        Installation.restart(wrong, clock.environment(AHEAD));
        stage.afterwards(() -> Installation.restart(wrong, Map.of()));
        List<Machine> machines = stage.suite().machines();
        machines.forEach(machine -> machine.polls().reset());
        ServerScenarios.cut(stage);
        stage.keepOn(Installation.INTERVAL.multipliedBy(3));
        stage.fact(judgePolls(stage.suite(), machines));
    }

    /** The APIs reach all servers meanwhile, so that everything goes on. */
    private static void isolate(Stage stage, List<PollerNetwork> networks) {
        List<Machine> machines = stage.suite().machines();
        int meetings = stage.suite().registry().meetings().all().size();
        machines.forEach(machine -> networks.forEach(machine::cutFrom));
        int fewest;
        try {
            fewest = joinWhileIsolated(stage, machines);
        } finally {
            machines.forEach(Machine::repair);
            stage.repaired();
        }
        stage.fact("cut off for %s; %d meetings before; %d of %d servers online all the time"
                .formatted(Stage.seconds(ISOLATED), meetings, fewest, machines.size()));
        assertThat(fewest).as("servers online").isEqualTo(machines.size());
    }

    /** The fewest servers that were online at a time. */
    private static int joinWhileIsolated(Stage stage, List<Machine> machines) {
        long end = System.nanoTime() + ISOLATED.toNanos();
        int fewest = machines.size();
        while (System.nanoTime() < end) {
            fewest = Math.min(fewest, (int) stage.suite().online());
            for (Machine machine : machines) {
                for (String meeting : Stage.meetingIds(machine)) {
                    assertThat(stage.frontier().join(meeting))
                            .as("the join of %s, whose server no cut-off poller reaches", meeting)
                            .contains(machine);
                }
            }
        }
        return fewest;
    }

    private static void joinStorm(Stage stage) throws Exception {
        List<String> halls = new ArrayList<>();
        for (int i = 1; i <= HALLS; i++) {
            halls.add("hall-" + i);
        }
        stage.afterwards(() -> stage.endAll(halls));
        Machine victim = stage.victim();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            halls.forEach(hall -> assertThat(stage.frontier().create(hall)).isPresent());
            AtomicInteger astray = new AtomicInteger();
            AtomicInteger waited = new AtomicInteger();
            List<Future<?>> joins = new ArrayList<>();
            Future<?> cut = threads.submit(() -> {
                stage.keepOn(JOIN_TIME.dividedBy(4));
                ServerScenarios.cut(stage, victim);
            });
            long start = System.nanoTime();
            for (int i = 0; i < JOINS; i++) {
                String hall = halls.get(i % HALLS);
                joins.add(threads.submit(() -> {
                    Optional<Machine> there = stage.frontier().join(hall);
                    if (there.isEmpty() || there.get().meeting(hall).isEmpty()) {
                        astray.incrementAndGet();
                    } else if (there.get() == victim) {
                        waited.incrementAndGet();
                    }
                }));
                long due = start + JOIN_TIME.toNanos() * i / JOINS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
            for (Future<?> join : joins) {
                join.get();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            cut.get();
            stage.fact("%d joins in %s, %d of them to the server that was cut off, %d not sent to their class"
                    .formatted(JOINS, Stage.seconds(took), waited.get(), astray.get()));
            assertThat(astray.get()).as("joins not sent to their class").isZero();
        }
    }
}
