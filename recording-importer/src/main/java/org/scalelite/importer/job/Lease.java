package org.scalelite.importer.job;

import java.time.Duration;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a claim while there is work on it: renews it three times in its span, or more often to tell how far it is. */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;
    private static final Duration NEWS = Duration.ofSeconds(5);

    private final ImportJobRepository jobs;
    private final Claim claim;
    private final Duration span;
    private final Duration pause;
    private final Worker renewal;
    private volatile String step = "";

    private Lease(ImportJobRepository jobs, Claim claim, Duration span) {
        this.jobs = jobs;
        this.claim = claim;
        this.span = span;
        Duration third = span.dividedBy(RENEWALS);
        this.pause = third.compareTo(NEWS) < 0 ? third : NEWS;
        this.renewal = Worker.every(pause, "lease of " + claim, this::renew);
    }

    /** Holds a claim until it is closed. */
    public static Lease hold(ImportJobRepository jobs, Claim claim, Duration span) {
        Lease lease = new Lease(jobs, claim, span);
        lease.renewal.startAfter(lease.pause);
        return lease;
    }

    /** What is held. */
    public Claim claim() {
        return claim;
    }

    /** How far the work is, for those who look; they see it with the next renewal. */
    public void at(String reached) {
        step = reached;
    }

    private void renew() {
        if (!jobs.renew(claim, step, span)) {
            LOG.debug("{}: the lease is gone", claim);
            renewal.close();
        }
    }

    @Override
    public void close() {
        renewal.close();
    }
}
