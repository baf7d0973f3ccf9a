package org.scalelite.poller.cycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.program.Heartbeat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats the cycle, one interval from the start of one to the start of the next, until it is told to stop. */
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final PollCycle cycle;
    private final Duration interval;
    private final Heartbeat heartbeat;
    private final CountDownLatch stop = new CountDownLatch(1);

    public PollLoop(PollCycle cycle, Duration interval, Heartbeat heartbeat) {
        this.cycle = cycle;
        this.interval = interval;
        this.heartbeat = heartbeat;
    }

    /** Runs until {@link #close()}; a cycle that fails is logged, and the next one is tried. */
    public void run() throws InterruptedException {
        boolean failing = false;
        long next = System.nanoTime();
        do {
            heartbeat.beat();
            failing = runOnce(failing);
            next = Math.max(next + interval.toNanos(), System.nanoTime());
        } while (!stop.await(next - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    private boolean runOnce(boolean failedBefore) {
        try {
            LOG.debug("{}", cycle.run(PollCycle.Part.all()).summary());
            if (failedBefore) {
                LOG.info("Polling works again");
            }
            return false;
        } catch (RuntimeException e) {
            if (failedBefore) {
                LOG.debug("The poll cycle failed again", e);
            } else {
                LOG.error(
                        "The poll cycle failed; it is tried again every {} s: {}", interval.toSeconds(), e.toString());
            }
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
