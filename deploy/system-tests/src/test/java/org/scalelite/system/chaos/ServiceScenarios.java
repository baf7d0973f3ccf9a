package org.scalelite.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration POLL_TAKES = Duration.ofMillis(300);
    private static final int JOINS = 4_000;
    private static final int HALLS = 200;
    private static final Duration JOIN_TIME = Duration.ofSeconds(60);

    private ServiceScenarios() {}

    static List<Scenario> all(int pollerKills) {
        List<Scenario> all = new ArrayList<>();
        all.add(new Scenario(
                "kill-services", "each service killed by SIGKILL and started again", true, ServiceScenarios::killEach));
        all.add(pollerKills(pollerKills));
        all.add(new Scenario(
                "join-storm",
                "4,000 joins in 60 s over 200 rooms while a server is cut off",
                false,
                ServiceScenarios::joinStorm));
        fakeTime()
                .ifPresent(library -> all.add(new Scenario(
                        "clock",
                        "the clock of one poller and one API 10 minutes ahead",
                        false,
                        stage -> clock(stage, library))));
        return all;
    }

    static Scenario pollerKills(int times) {
        return new Scenario(
                "poller-kills",
                "a poller killed in the middle of a poll, " + times + " times",
                false,
                stage -> killPollers(stage, times));
    }

    /** libfaketime, which gives a process another clock; only where it is named, as it slows a JVM down beyond use. */
    static Optional<Path> fakeTime() {
        return Optional.ofNullable(System.getProperty("chaos.faketime")).map(Path::of);
    }

    private static void killEach(Stage stage) {
        for (Program program : stage.suite().programs()) {
            program.kill();
            stage.keepOn(AWAY);
            program.start();
            program.awaitReady();
        }
        stage.mended();
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
        stage.mended();
        int polls =
                machines.stream().mapToInt(machine -> machine.polls().polls()).sum();
        int overlaps = machines.stream()
                .mapToInt(machine -> machine.polls().overlaps())
                .sum();
        Duration gap = machines.stream()
                .map(machine -> machine.polls().longestGap())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        stage.fact("%d polls, %d of them while another was under way; longest time without one %s"
                .formatted(polls, overlaps, Stage.seconds(gap)));
        assertThat(overlaps).as("polls of a server at the same time").isZero();
        assertThat(gap).as("the longest time without a poll of a server").isLessThanOrEqualTo(Installation.LONGEST_GAP);
    }

    private static void clock(Stage stage, Path library) {
        Map<String, String> ahead = Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME", "+600s",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1");
        List<Program> wrong =
                List.of(stage.suite().apis().getFirst(), stage.suite().pollers().getFirst());
        for (Program program : wrong) {
            program.kill();
            program.start(ahead);
        }
        wrong.forEach(Program::awaitReady);
        stage.afterwards(() -> {
            for (Program program : wrong) {
                program.kill();
                program.start();
            }
            wrong.forEach(Program::awaitReady);
        });
        stage.keepOn(Installation.INTERVAL.multipliedBy(5));
        stage.mended();
    }

    private static void joinStorm(Stage stage) throws Exception {
        List<String> halls = new ArrayList<>();
        for (int i = 1; i <= HALLS; i++) {
            halls.add("hall-" + i);
        }
        stage.afterwards(() -> endAll(stage, halls));
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

    private static void endAll(Stage stage, List<String> halls) {
        for (Machine machine : stage.suite().machines()) {
            halls.stream().filter(hall -> machine.meeting(hall).isPresent()).forEach(machine::endMeeting);
        }
        stage.until(
                "the registry has forgotten them",
                () -> stage.suite().registry().meetings().all().stream()
                        .noneMatch(meeting -> halls.contains(meeting.key().meetingId())));
    }
}
