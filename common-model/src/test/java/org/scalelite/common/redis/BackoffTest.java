package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.redis.OpenChannels.Backoff;

class BackoffTest {
    private final Backoff pauses = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    @ParameterizedTest
    @CsvSource({"1, 50, 100", "2, 100, 200", "5, 800, 1600", "6, 1000, 2000", "1000, 1000, 2000"})
    void pausesDoubleUpToTheLongest(long attempt, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(pauses.createDelay(attempt)).isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
        }
    }
}
