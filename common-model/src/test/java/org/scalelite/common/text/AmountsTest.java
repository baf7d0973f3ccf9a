package org.scalelite.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"0, 0 meetings", "1, 1 meeting", "2, 2 meetings"})
    void countsInSingularAndPlural(long number, String text) {
        assertThat(Amounts.count(number, "meeting")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 MiB", "1572864, 1.5 MiB", "1073741823, 1024.0 MiB", "1073741824, 1.0 GiB"})
    void roundsBytes(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void roundsTimes() {
        assertThat(Amounts.milliseconds(Duration.ofNanos(1_250_000))).isEqualTo("1.3 ms");
        assertThat(Amounts.seconds(Duration.ofMillis(90_040))).isEqualTo("90.0 s");
    }
}
