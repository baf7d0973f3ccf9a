package org.scalelite.system.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Front-ends that open meetings, send users into them and end some of them, and servers that send recordings, all the time but in
 * pauses; it begins with one.
 */
final class Load implements AutoCloseable {
    static final String REFUSED = "refused";

    private static final int WORKERS = 4;
    private static final int PAUSE_MS = 60;

    private static final int CALLS_PER_RECORDING = 60;
    private static final int CALLS_PER_SHORT_MEETING = 8;
    private static final int SHORT_MEETINGS = 6;
    private static final String SHORT = "short-";

    private final Frontier frontier;
    private final Recordings recordings;
    private final List<String> meetings = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Gate gate = new Gate();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> workers = new ArrayList<>();
    private volatile Set<String> avoided = Set.of();
    private volatile boolean over;

    Load(Installation suite, int meetings, long seed) {
        this.frontier = new Frontier(suite);
        this.recordings = suite.recordings();
        for (int i = 1; i <= meetings; i++) {
            this.meetings.add("room-" + i);
        }
        pause();
        for (int i = 0; i < WORKERS; i++) {
            Random random = new Random(seed + i);
            workers.add(threads.submit(() -> work(random)));
        }
    }

    Frontier frontier() {
        return frontier;
    }

    Tally tally() {
        return tally;
    }

    /** Meetings that the test does not end. */
    List<String> meetings() {
        return meetings;
    }

    /** Whether this meeting may be over at any moment. */
    static boolean isShort(String meeting) {
        return meeting.startsWith(SHORT);
    }

    void pause() {
        gate.close();
    }

    void resume() {
        gate.open();
    }

    /** Leaves meetings alone from now on. */
    void avoid(Collection<String> some) {
        avoided = Set.copyOf(some);
    }

    private void work(Random random) {
        while (!over) {
            gate.pass();
            String meeting = meetings.get(random.nextInt(meetings.size()));
            if (!avoided.contains(meeting)) {
                visit(meeting, random);
            }
            if (random.nextInt(CALLS_PER_SHORT_MEETING) == 0) {
                stepShortMeeting(SHORT + random.nextInt(SHORT_MEETINGS), random);
            }
            if (random.nextInt(CALLS_PER_RECORDING) == 0) {
                recordings.send();
            }
            LockSupport.parkNanos((1 + random.nextInt(2 * PAUSE_MS)) * 1_000_000L);
        }
    }

    private void visit(String meeting, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> count("running", frontier.isMeetingRunning(meeting));
            case 1, 2, 3 -> {
                count("create", frontier.create(meeting).isPresent());
                join(meeting, random);
            }
            default -> join(meeting, random);
        }
    }

    /** A step of a meeting that is over soon: ended by the front-end, or in the client. */
    private void stepShortMeeting(String meeting, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> frontier.end(meeting);
            case 1 -> frontier.join(meeting).ifPresent(there -> there.endMeeting(meeting));
            default -> {
                if (frontier.create(meeting).isPresent()) {
                    frontier.join(meeting).ifPresent(there -> there.visit(meeting, true));
                }
            }
        }
    }

    private void join(String meeting, Random random) {
        Optional<Machine> there = frontier.join(meeting);
        count("join", there.isPresent());
        if (there.isPresent() && !there.get().visit(meeting, random.nextInt(4) == 0)) {
            tally.count(lostUsers(there.get()));
        }
    }

    /** What is counted when users were sent to a server that does not have their meeting. */
    static String lostUsers(Machine machine) {
        return "users sent in vain to " + machine;
    }

    private void count(String call, boolean worked) {
        tally.count(call);
        if (!worked) {
            tally.count(call + " " + REFUSED);
        }
    }

    /** Fails if a front-end has failed otherwise than by an answer. */
    @Override
    public void close() {
        over = true;
        resume();
        threads.close();
        workers.forEach(worker -> {
            if (worker.state() == Future.State.FAILED) {
                throw new IllegalStateException(worker.exceptionNow());
            }
        });
    }
}
