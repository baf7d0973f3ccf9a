package org.scalelite.api.console.pool;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.history.PoolSampleRepository;
import org.scalelite.common.metrics.CachedRead;

/** Reads the samples of the last hour in one statement, twice a minute at most. */
@Singleton
public final class CurvesCache {
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final CachedRead<Curves> curves;

    CurvesCache(Optional<PoolSampleRepository> samples) {
        curves = new CachedRead<>(
                MAX_AGE, () -> samples.map(CurvesCache::current).orElse(Curves.NONE));
    }

    private static Curves current(PoolSampleRepository samples) {
        Instant now = Instant.now();
        return Curves.of(samples.since(now.minus(Curves.SPAN)), now);
    }

    /** The curves; none while PostgreSQL does not answer or is switched off. */
    Curves read() {
        return curves.get().orElse(Curves.NONE);
    }
}
