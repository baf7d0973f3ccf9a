package org.scalelite.common.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts. Each may be twice as long as the one before, and is a random part of that, so that processes
 * which lost the same Redis do not all come back at the same moment.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration present;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.present = first;
    }

    /** The next pause: from half of what it may be to all of it. */
    Duration next() {
        long most = present.toMillis();
        Duration twice = present.multipliedBy(2);
        present = twice.compareTo(longest) < 0 ? twice : longest;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** Begins with the first one again. */
    void reset() {
        present = first;
    }
}
