package org.scalelite.importer.publish;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.scalelite.importer.job.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says from time to time how much of a large archive is unpacked, and ends the work when its thread is interrupted. */
final class Progress implements LongConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final long total;
    private final Lease lease;
    private long next = System.nanoTime() + EVERY;

    Progress(long total, Lease lease) {
        this.total = total;
        this.lease = lease;
    }

    @Override
    public void accept(long bytes) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the importer stops");
        }
        long now = System.nanoTime();
        if (now > next) {
            next = now + EVERY;
            String reached = "%d of %d MiB unpacked".formatted(bytes >> 20, total >> 20);
            lease.at(reached);
            LOG.info("{}: {}", lease.claim(), reached);
        }
    }
}
