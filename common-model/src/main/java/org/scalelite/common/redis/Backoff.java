package org.scalelite.common.redis;

import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts, each up to twice as long as the one before. They are random, so that processes which lost the same
 * Redis do not all come back at the same moment. Lettuce's own random delays overflow after some sixty attempts, and are then
 * as short as the first one.
 */
final class Backoff extends Delay {
    private static final int DOUBLED_AT_MOST = 20;

    private final Duration first;
    private final Duration longest;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** From half of the pause of this attempt to all of it; the first attempt is 1. */
    @Override
    public Duration createDelay(long attempt) {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.clamp(attempt - 1, 0, DOUBLED_AT_MOST));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
