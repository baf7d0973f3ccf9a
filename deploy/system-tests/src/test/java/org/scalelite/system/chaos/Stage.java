package org.scalelite.system.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.scalelite.simulator.meeting.SimulatedMeeting;

/** What a scenario has at hand, and what it leaves behind for those who judge it. */
final class Stage {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Installation suite;
    private final Load load;
    private final Random random;
    private final Set<Machine> lost = new HashSet<>();
    private final List<String> facts = new ArrayList<>();
    private final List<Runnable> cleanUps = new ArrayList<>();
    private volatile long repairedAt = System.nanoTime();
    private volatile boolean repaired;

    Stage(Installation suite, Load load, Random random) {
        this.suite = suite;
        this.load = load;
        this.random = random;
    }

    Installation suite() {
        return suite;
    }

    Load load() {
        return load;
    }

    Frontier frontier() {
        return load.frontier();
    }

    /** A server with many meetings. */
    Machine victim() {
        List<Machine> busiest = suite.machines().stream()
                .sorted(Comparator.comparingInt(
                        (Machine machine) -> -machine.meetings().size()))
                .toList();
        return busiest.get(random.nextInt(Math.min(2, busiest.size())));
    }

    /** The ids of the meetings with users on a server, but for those that may be over at any moment. */
    static List<String> meetingIds(Machine machine) {
        return machine.meetings().stream()
                .filter(SimulatedMeeting::running)
                .map(SimulatedMeeting::meetingId)
                .filter(meeting -> !Load.isShort(meeting))
                .toList();
    }

    /** The meetings of this server cannot survive what is done to it. */
    void losesItsMeetings(Machine machine) {
        lost.add(machine);
    }

    Set<Machine> lost() {
        return lost;
    }

    /** From now on the suite could work as before. */
    void repaired() {
        repairedAt = System.nanoTime();
        repaired = true;
    }

    boolean isRepaired() {
        return repaired;
    }

    Duration sinceRepaired() {
        return Duration.ofNanos(System.nanoTime() - repairedAt);
    }

    /** Something for the table. */
    void fact(String text) {
        facts.add(text);
    }

    List<String> facts() {
        return facts;
    }

    /** What is done once the scenario has been judged. */
    void afterwards(Runnable cleanUp) {
        cleanUps.add(cleanUp);
    }

    void cleanUp() {
        cleanUps.forEach(Runnable::run);
    }

    /** Lets time pass for the suite. */
    void keepOn(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Waits for something that the suite does by itself. */
    void until(String what, BooleanSupplier condition) {
        await(what).atMost(TIMEOUT).until(condition::getAsBoolean);
    }

    /** Every front-end wants its meeting at once, and asks until it has it. */
    void stampede() throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> openings = new ArrayList<>();
            for (String meeting : load.meetings()) {
                openings.add(threads.submit(() -> until(
                        meeting + " is open", () -> frontier().create(meeting).isPresent())));
            }
            for (Future<?> opening : openings) {
                opening.get();
            }
        }
    }

    /** Ends these meetings, so that the next scenario finds what this one found. */
    void endAll(List<String> some) {
        for (Machine machine : suite.machines()) {
            some.stream()
                    .filter(meeting -> machine.meeting(meeting).isPresent())
                    .forEach(machine::endMeeting);
        }
        until(
                "the registry has forgotten them",
                () -> suite.registry().meetings().all().stream()
                        .noneMatch(meeting -> some.contains(meeting.key().meetingId())));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
