package org.scalelite.importer.publish;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says from time to time how much of a large archive is unpacked, and ends the work when its thread is interrupted. */
final class Progress implements LongConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final String archive;
    private final long total;
    private long next = System.nanoTime() + EVERY;

    Progress(String archive, long total) {
        this.archive = archive;
        this.total = total;
    }

    @Override
    public void accept(long bytes) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the importer stops");
        }
        long now = System.nanoTime();
        if (now > next) {
            next = now + EVERY;
            LOG.info("{}: {} of {} MiB unpacked", archive, bytes >> 20, total >> 20);
        }
    }
}
