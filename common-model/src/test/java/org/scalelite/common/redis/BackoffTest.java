package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pauses between attempts. */
class BackoffTest {
    @Test
    void growsFromTheFirstToTheLongestAndBeginsAgain() {
        Backoff pauses = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300));
        for (int most : new int[] {100, 200, 300, 300}) {
            assertThat(pauses.next()).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        pauses.reset();
        assertThat(pauses.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void processesDoNotPauseAlike() {
        Set<Duration> pauses = new HashSet<>();
        for (int process = 0; process < 100; process++) {
            pauses.add(new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(2)).next());
        }
        assertThat(pauses).hasSizeGreaterThan(50);
    }
}
