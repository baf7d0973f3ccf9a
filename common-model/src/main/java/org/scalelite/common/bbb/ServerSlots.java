package org.scalelite.common.bbb;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls to one server may be under way at the same time: one that hangs must not hold all that the process has.
 * Lists of meetings, which come at intervals and from many sides, have a share of their own beside the calls that people
 * wait for.
 */
final class ServerSlots {
    private static final int LISTS_DIVISOR = 4;
    private static final int CALL_PATIENCE_DIVISOR = 5;
    private static final int LIST_PATIENCE_DIVISOR = 2;

    private final int most;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    /** Slots for so many calls to each server. */
    ServerSlots(int most) {
        this.most = most;
    }

    /** What a slot is for. */
    enum Use {
        CALL,
        LIST
    }

    private record LaneKey(URI server, Use use) {}

    /** The slots of one server for one use, and how many calls it has answered. */
    private record Lane(Semaphore free, LongAdder answers) {
        Lane(int size) {
            this(new Semaphore(size, true), new LongAdder());
        }
    }

    /** A place among the calls to a server, to be given back. */
    record Slot(Lane lane) implements AutoCloseable {
        /** The server has answered the call. */
        void answered() {
            lane.answers().increment();
        }

        @Override
        public void close() {
            lane.free().release();
        }
    }

    /** No place came free in time. */
    static final class NoneFreeException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean serverSilent;

        NoneFreeException(int most, boolean serverSilent) {
            super(most + " calls to it are under way, and none of them ended in time", null, false, false);
            this.serverSilent = serverSilent;
        }

        /** Whether the server answered no other call meanwhile: then the fault is its own, else it gets too many calls. */
        boolean isServerSilent() {
            return serverSilent;
        }
    }

    /**
     * Waits for a place, but only for a part of the time that there is.
     *
     * @throws NoneFreeException if there is none
     */
    Slot take(URI server, Use use, Duration time) throws NoneFreeException {
        Lane lane = lanes.computeIfAbsent(new LaneKey(server, use), _ -> new Lane(size(use)));
        long answersBefore = lane.answers().sum();
        if (!acquire(lane.free(), timeout(use, time))) {
            refused.increment();
            throw new NoneFreeException(size(use), lane.answers().sum() == answersBefore);
        }
        return new Slot(lane);
    }

    private int size(Use use) {
        return switch (use) {
            case CALL -> most;
            case LIST -> Math.max(1, most / LISTS_DIVISOR);
        };
    }

    private static Duration timeout(Use use, Duration time) {
        return switch (use) {
            case CALL -> time.dividedBy(CALL_PATIENCE_DIVISOR);
            case LIST -> time.dividedBy(LIST_PATIENCE_DIVISOR);
        };
    }

    private static boolean acquire(Semaphore lane, Duration timeout) {
        try {
            return lane.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many calls found no place since the start. */
    long refused() {
        return refused.sum();
    }
}
