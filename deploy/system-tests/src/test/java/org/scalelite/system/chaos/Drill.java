package org.scalelite.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays scenarios on an installation under load, and judges what is left. */
final class Drill {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** In which meetings fill with users. */
    private static final Duration LEAD = Duration.ofSeconds(2);

    private static final long LOOK_NANOS = 100_000_000L;
    private static final int MOST_NAMED = 8;

    private final Installation suite;
    private final Load load;
    private final Invariants invariants;

    Drill(Installation suite, Load load) {
        this.suite = suite;
        this.load = load;
        this.invariants = new Invariants(suite);
    }

    /** Opens all meetings, and waits until everything is in order. */
    void warmUp() {
        load.meetings().forEach(meeting -> load.frontier().create(meeting));
        List<String> missing = settle();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The installation does not settle: " + some(missing));
        }
    }

    Verdict run(Scenario scenario, Random random) {
        System.out.println("chaos: " + scenario + " …");
        Stage stage = new Stage(suite, load, random);
        load.tally().reset();
        load.resume();
        stage.keepOn(LEAD);
        Census before = Census.of(suite.machines());
        suite.machines().forEach(Machine::forgetRequests);
        List<String> faults = new ArrayList<>();
        Set<String> splits = new HashSet<>();
        AtomicReference<@Nullable Duration> joinableAfter = new AtomicReference<>();
        try (Watch _ = new Watch(() -> splits.addAll(Census.of(suite.machines()).splits()));
                Watch _ = new Watch(() -> {
                    if (stage.isRepaired()
                            && joinableAfter.get() == null
                            && notJoinable().isEmpty()) {
                        joinableAfter.set(stage.sinceRepaired());
                    }
                })) {
            play(scenario, stage, faults);
            faults.addAll(await(this::notJoinable));
        }
        Duration joinable = Objects.requireNonNullElseGet(joinableAfter.get(), stage::sinceRepaired);
        if (joinable.compareTo(suite.allowed(scenario.joinableWithin())) > 0) {
            faults.add("users were sent to all meetings only after " + Stage.seconds(joinable));
        }
        load.pause();
        faults.addAll(settle());
        Duration settled = stage.sinceRepaired();
        faults.addAll(before.endedUntil(Census.of(suite.machines()), stage.lost()));
        splits.forEach(meeting -> faults.add(meeting + " was split"));
        faults.addAll(invariants.doctorsFindings());
        judgeCalls(stage, faults);
        stage.cleanUp();
        endDoubles();
        faults.addAll(settle());
        Verdict verdict = new Verdict(scenario, joinable, settled, refused(), calls(), stage.facts(), some(faults));
        System.out.println("chaos: " + verdict + " " + load.tally());
        return verdict;
    }

    /** As an operator would, so that the next scenario is not blamed for this one. */
    private void endDoubles() {
        Census.of(suite.machines()).meetings().forEach((meeting, sightings) -> {
            Optional<Machine> home = load.frontier().join(meeting);
            if (sightings.size() > 1) {
                sightings.stream()
                        .map(Census.Sighting::machine)
                        .filter(machine -> !home.equals(Optional.of(machine)))
                        .forEach(machine -> machine.endMeeting(meeting));
            }
        });
    }

    private static void play(Scenario scenario, Stage stage, List<String> faults) {
        try {
            scenario.act().play(stage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception | AssertionError e) {
            faults.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        }
    }

    private void judgeCalls(Stage stage, List<String> faults) {
        for (Machine machine : suite.machines()) {
            machine.ended().stream()
                    .filter(meeting -> !Load.isShort(meeting))
                    .forEach(meeting -> faults.add(meeting + " was ended by the suite on " + machine));
            long inVain = load.tally().of(Load.lostUsers(machine));
            if (inVain > 0 && stage.lost().contains(machine)) {
                stage.fact(inVain + " users sent to the server that had lost their meeting");
            } else if (inVain > 0) {
                faults.add(inVain + " users were sent to " + machine + ", where their meeting was not");
            }
        }
    }

    /** Meetings that run and to which users are not sent. */
    private List<String> notJoinable() {
        List<String> problems = new ArrayList<>();
        Census.of(suite.machines()).meetings().forEach((meeting, sightings) -> {
            Optional<Machine> there = load.frontier().join(meeting);
            if (there.isEmpty() || there.get().meeting(meeting).isEmpty()) {
                problems.add("a join of " + meeting + " leads to " + there + " instead of "
                        + sightings.getFirst().machine());
            }
        });
        return problems;
    }

    private List<String> settle() {
        return await(invariants::broken);
    }

    /** What is still wrong in the end. */
    private static List<String> await(Supplier<List<String>> look) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        List<String> wrong = look.get();
        while (!wrong.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            wrong = look.get();
        }
        return wrong;
    }

    private static List<String> some(List<String> all) {
        List<String> some =
                new ArrayList<>(all.stream().distinct().limit(MOST_NAMED).toList());
        long more = all.stream().distinct().count() - some.size();
        if (more > 0) {
            some.add("and " + more + " more");
        }
        return some;
    }

    private long refused() {
        return load.tally().of("create " + Load.REFUSED) + load.tally().of("join " + Load.REFUSED);
    }

    private long calls() {
        return load.tally().of("create") + load.tally().of("join");
    }
}
