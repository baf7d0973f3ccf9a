package org.scalelite.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/**
 * Front-ends that create, ask and join one meeting after the other, each its own, and repeat a call that failed as their
 * users would.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int USERS = 6;

    private final List<FrontEnd> replicas;
    private final String prefix;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> users = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> unclear = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private volatile boolean over;

    private SteadyLoad(List<FrontEnd> replicas, String prefix) {
        this.replicas = replicas;
        this.prefix = prefix;
    }

    static SteadyLoad start(List<FrontEnd> replicas, String prefix) {
        SteadyLoad load = new SteadyLoad(replicas, prefix);
        for (int i = 0; i < USERS; i++) {
            int user = i;
            load.users.add(load.threads.submit(() -> load.run(user)));
        }
        return load;
    }

    private void run(int user) {
        for (int i = 0; !over; i++) {
            FrontEnd replica = replicas.get((user + i) % replicas.size());
            String meeting = "%s-%d-%d".formatted(prefix, user, i);
            if (until(replica, meeting, "create")) {
                acknowledged.add(meeting);
                until(replica, meeting, "isMeetingRunning");
                until(replica, meeting, "join");
            }
        }
    }

    /** False if the load ended before the call succeeded. */
    private boolean until(FrontEnd replica, String meeting, String call) {
        while (!over) {
            long start = System.nanoTime();
            Answer answer = replica.get(
                    call,
                    "meetingID",
                    meeting,
                    "name",
                    "Load",
                    "fullName",
                    "Ada",
                    "moderatorPW",
                    "mp",
                    "password",
                    "mp");
            slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
            if (answer.status() == 302 || answer.isSuccess()) {
                return true;
            }
            failed.incrementAndGet();
            if (answer.status() != 200 || !answer.messageKey().equals("internalError")) {
                unclear.add(call + ": " + answer.status() + " " + answer.body());
            }
        }
        return false;
    }

    /** Meetings whose create was answered with success. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Answers that were neither a success nor the error for a store that is unavailable. */
    List<String> unclear() {
        return List.copyOf(unclear);
    }

    int failed() {
        return failed.get();
    }

    Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }

    @Override
    public void close() {
        over = true;
        threads.close();
        for (Future<?> user : users) {
            if (user.state() == Future.State.FAILED) {
                throw new IllegalStateException(user.exceptionNow());
            }
        }
    }
}
