package org.scalelite.api.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts with a wrong key, by where they come from. Only wrong ones are held up: keys are too long to be found by trying,
 * and a program with an old key must not lock out another at the same address.
 */
final class WrongAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(WrongAttempts.class);
    private static final int MOST_SOURCES = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String what;
    private final LoadingCache<String, Bucket> sources;
    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MOST_SOURCES)
            .expireAfterWrite(MINUTE)
            .build();

    /**
     * None so far.
     *
     * @param what is wrong, for the log
     * @param aMinute how many of one source are answered as usual
     */
    WrongAttempts(String what, int aMinute) {
        this.what = what;
        this.sources = Caffeine.newBuilder()
                .maximumSize(MOST_SOURCES)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, MINUTE))
                        .build());
    }

    /** Counts one; how long its source is to wait, if there were too many. */
    Optional<Duration> count(String source) {
        if (logged.asMap().putIfAbsent(source, true) == null) {
            LOG.warn("A wrong {} came from {}; more of them in the next minute are not logged", what, source);
        }
        ConsumptionProbe probe = sources.get(source).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
