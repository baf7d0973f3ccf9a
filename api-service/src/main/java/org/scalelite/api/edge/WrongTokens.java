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
 * Wrong tokens by where they come from. Only wrong ones are held up: a token has 256 bits, so nobody finds one by trying,
 * and a script with an old token must not lock out another on the same machine.
 */
final class WrongTokens {
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);
    private static final int A_MINUTE = 10;
    private static final int MOST_SOURCES = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LoadingCache<String, Bucket> sources = Caffeine.newBuilder()
            .maximumSize(MOST_SOURCES)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build(_ -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, MINUTE))
                    .build());
    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MOST_SOURCES)
            .expireAfterWrite(MINUTE)
            .build();

    /** Counts one; how long its source is to wait, if there were too many. */
    Optional<Duration> count(String source) {
        if (logged.asMap().putIfAbsent(source, true) == null) {
            LOG.warn(
                    "A wrong token for the admin API came from {}; more of them in the next minute are not logged",
                    source);
        }
        ConsumptionProbe probe = sources.get(source).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
