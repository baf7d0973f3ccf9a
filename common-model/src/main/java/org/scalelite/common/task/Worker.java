package org.scalelite.common.task;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A background loop: repeats a step until it is closed, with a pause after each that {@link #wake} ends early. A step that fails
 * is repeated after the regular pause; a lasting failure is reported once.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Duration pause;
    private final Step step;
    private final Thread thread;
    private final Semaphore wakeups = new Semaphore(0);
    private Consumer<RuntimeException> onFailure = failure -> LOG.debug("{} failed", name(), failure);
    private Runnable onRecovery = () -> {};
    private Duration delay = Duration.ZERO;
    private boolean failing;
    private volatile boolean closed;

    /** One round of the loop. */
    @FunctionalInterface
    public interface Step {
        /** Returns the pause after this round. */
        Duration run() throws InterruptedException;
    }

    /**
     * A loop with pauses of different length; it starts with {@link #start} or {@link #run}.
     *
     * @param name of its thread
     * @param pause after a failure
     */
    public Worker(String name, Duration pause, Step step) {
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** A loop with equal pauses. */
    public static Worker every(Duration pause, String name, Runnable step) {
        return new Worker(name, pause, () -> {
            step.run();
            return pause;
        });
    }

    /** Sets what reports the first failure of a series, and the first success after it. */
    public Worker reporting(Consumer<RuntimeException> failure, Runnable recovery) {
        onFailure = failure;
        onRecovery = recovery;
        return this;
    }

    /** Starts the loop on a thread of its own. */
    public Worker start() {
        thread.start();
        return this;
    }

    /** Starts the loop on a thread of its own; the first round is due after a delay. */
    public Worker startAfter(Duration firstPause) {
        delay = firstPause;
        return start();
    }

    /** Runs the loop on this thread until it is closed or interrupted. */
    public void run() {
        try {
            rest(delay);
            while (!closed) {
                wakeups.drainPermits();
                rest(round());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration time) throws InterruptedException {
        // Woken or not, the next round is due.
        boolean _ = wakeups.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Duration round() throws InterruptedException {
        try {
            Duration next = step.run();
            if (failing) {
                failing = false;
                onRecovery.run();
            }
            return next;
        } catch (RuntimeException e) {
            if (failing) {
                LOG.debug("{} failed again", name(), e);
            } else {
                failing = true;
                onFailure.accept(e);
            }
            return pause;
        }
    }

    private String name() {
        return thread.getName();
    }

    /** Ends the present pause. */
    public void wake() {
        wakeups.release();
    }

    /** Whether no further round starts. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the loop: waits for the present round for a limited time, then interrupts it. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            if (thread.isAlive() && !thread.equals(Thread.currentThread()) && !thread.join(STOP_TIMEOUT)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
