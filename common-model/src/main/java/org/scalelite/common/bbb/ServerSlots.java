package org.scalelite.common.bbb;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits the calls in flight to one server: a server that hangs must not occupy the whole process. Lists of meetings
 * have a limit of their own.
 */
final class ServerSlots {
    private static final int LISTS_DIVISOR = 4;
    private static final int CALL_TIMEOUT_DIVISOR = 5;
    private static final int LIST_TIMEOUT_DIVISOR = 2;

    private final int max;
    private final Map<LaneKey, Lane> lanes = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    /** Slots for this number of calls to each server. */
    ServerSlots(int max) {
        this.max = max;
    }

    /** What a slot is for. */
    enum Use {
        CALL,
        LIST
    }

    private record LaneKey(URI server, Use use) {}

    /** The slots of one server for one use, and the number of calls that it has answered. */
    private record Lane(Semaphore free, LongAdder answers) {
        Lane(int size) {
            this(new Semaphore(size, true), new LongAdder());
        }
    }

    /** A slot, released when it is closed. */
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

    /** No slot became free in time. */
    static final class NoneFreeException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean serverSilent;

        NoneFreeException(int max, boolean serverSilent) {
            super(max + " calls to it are under way, and none of them ended in time", null, false, false);
            this.serverSilent = serverSilent;
        }

        /** Whether the server answered no other call meanwhile: then it hangs; otherwise it gets too many calls. */
        boolean isServerSilent() {
            return serverSilent;
        }
    }

    /**
     * Waits for a slot, for a part of the given time.
     *
     * @throws NoneFreeException if there is none
     */
    Slot acquire(URI server, Use use, Duration time) throws NoneFreeException {
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
            case CALL -> max;
            case LIST -> Math.max(1, max / LISTS_DIVISOR);
        };
    }

    private static Duration timeout(Use use, Duration time) {
        return switch (use) {
            case CALL -> time.dividedBy(CALL_TIMEOUT_DIVISOR);
            case LIST -> time.dividedBy(LIST_TIMEOUT_DIVISOR);
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

    /** The number of calls without a slot since the start. */
    long refused() {
        return refused.sum();
    }
}
