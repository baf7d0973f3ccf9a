package org.scalelite.common.callback;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a callback that failed waits: 30 s, doubling up to an hour, each a little longer or shorter at random. */
final class RetryPause {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.2;

    private RetryPause() {}

    /** The pause after so many attempts, one at least. */
    static Duration after(int attempts, RandomGenerator random) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(attempts, 1) - 1, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis((long) (pause.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }
}
