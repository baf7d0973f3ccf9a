package org.scalelite.poller.cycle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.program.Heartbeat;
import org.scalelite.common.registry.RegistryKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second which servers are due, and at once when one has failed real traffic, until it is told to stop. */
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final RegistryKeeper keeper;
    private final PollCycle cycle;
    private final Housekeeping housekeeping;
    private final Heartbeat heartbeat;
    private final Semaphore alarm = new Semaphore(0);
    private volatile boolean stopped;

    public PollLoop(RegistryKeeper keeper, PollCycle cycle, Housekeeping housekeeping, Heartbeat heartbeat) {
        this.keeper = keeper;
        this.cycle = cycle;
        this.housekeeping = housekeeping;
        this.heartbeat = heartbeat;
    }

    /** Runs until {@link #close()}; a round that fails is logged, and the next one is tried. */
    public void run() throws InterruptedException {
        boolean failing = false;
        while (!stopped) {
            heartbeat.beat();
            failing = runOnce(failing);
            if (alarm.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                alarm.drainPermits();
            }
        }
    }

    private boolean runOnce(boolean failedBefore) {
        try {
            keeper.sync();
            cycle.pollDue();
            housekeeping.repairIfDue();
            if (failedBefore) {
                LOG.info("Polling works again");
            }
            return false;
        } catch (RuntimeException e) {
            if (failedBefore) {
                LOG.debug("Polling failed again", e);
            } else {
                LOG.error("Polling failed; it is tried again every {} s: {}", BEAT.toSeconds(), e.toString());
            }
            return true;
        }
    }

    /** Looks at once. */
    public void pollNow() {
        alarm.release();
    }

    @Override
    public void close() {
        stopped = true;
        pollNow();
    }
}
