package org.scalelite.api.hook;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pauses between attempts, as bbb-webhooks has them: five minutes in all (BBB reference, section 7). */
final class HookRetry {
    private static final int[] PAUSES_MS = {
        100, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 30_000, 60_000, 60_000, 60_000, 60_000
    };

    private HookRetry() {}

    /** The pause after so many failed attempts in a row; empty if the hook is given up. */
    static Optional<Duration> pauseAfter(int attempts) {
        return IntStream.of(PAUSES_MS)
                .skip(attempts - 1L)
                .mapToObj(Duration::ofMillis)
                .findFirst();
    }
}
