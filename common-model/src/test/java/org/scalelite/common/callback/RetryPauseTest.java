package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pauses between attempts to deliver a callback. */
class RetryPauseTest {
    private static RandomGenerator always(double value) {
        return new Random() {
            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "1, 30", "2, 60", "3, 120", "7, 1920", "8, 3600", "9, 3600", "500, 3600"})
    void pausesGrowToAnHour(int attempts, long seconds) {
        assertThat(RetryPause.after(attempts, always(0.5))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void pausesVaryByAFifth() {
        assertThat(RetryPause.after(1, always(0))).isEqualTo(Duration.ofSeconds(24));
        assertThat(RetryPause.after(1, always(1))).isEqualTo(Duration.ofSeconds(36));
    }
}
