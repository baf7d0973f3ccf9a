package org.scalelite.api.console.pool;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.metrics.BoundedRead;

/** Counts what waits in PostgreSQL, every few seconds; the page of the pool waits a second for it at most. */
@Singleton
public final class BacklogCache {
    private static final Duration MAX_AGE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Optional<ImportJobListRepository> imports;
    private final Optional<OutboundCallbackRepository> callbacks;
    private final BoundedRead read = new BoundedRead(this::count);
    private volatile Backlog last = new Backlog(true, 0, 0);
    private volatile long readNanos = System.nanoTime() - MAX_AGE.toNanos();

    BacklogCache(Optional<ImportJobListRepository> imports, Optional<OutboundCallbackRepository> callbacks) {
        this.imports = imports;
        this.callbacks = callbacks;
    }

    public Backlog read() {
        Backlog known = last;
        Duration maxAge = known.known() ? MAX_AGE : RETRY;
        if (System.nanoTime() - readNanos >= maxAge.toNanos()) {
            if (!read.run()) {
                last = new Backlog(false, known.failedImports(), known.deadCallbacks());
            }
            readNanos = System.nanoTime();
        }
        return last;
    }

    private void count() {
        last = new Backlog(
                true,
                imports.map(jobs -> jobs.list(EnumSet.of(ImportJob.State.FAILED), 1, 0)
                                .total())
                        .orElse(0L),
                callbacks
                        .map(outbox -> outbox.page(EnumSet.of(OutboundCallback.State.DEAD), Optional.empty(), 1, 0)
                                .total())
                        .orElse(0L));
    }
}
