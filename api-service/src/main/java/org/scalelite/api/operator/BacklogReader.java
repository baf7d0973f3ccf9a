package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.metrics.CachedRead;

/** Counts what waits in PostgreSQL, every few seconds. */
@Singleton
public final class BacklogReader {
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final CachedRead<Backlog> counts;

    BacklogReader(Optional<BacklogRepository> repository) {
        counts = new CachedRead<>(
                MAX_AGE,
                () -> repository
                        .map(stored -> Backlog.of(stored.archives(), stored.callbacks()))
                        .orElse(Backlog.NONE));
    }

    /** The counts, 0 if PostgreSQL is switched off; empty while it does not answer. */
    public Optional<Backlog> read() {
        return counts.get();
    }
}
