package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts and texts in listings. */
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
        assertThat(Cell.time(Instant.parse("2026-01-05T09:00:00.999Z"))).isEqualTo("2026-01-05T09:00:00Z");
    }

    @Test
    void hidesControlCharacters() {
        assertThat(Cell.printable("a\u001b[31mb\nc"))
                .doesNotContain("\u001b", "\n")
                .contains("a", "b", "c");
    }

    @Test
    void wordingOfOneTaskLeavesTheOthers() {
        Wording changed = Wording.SCALELITE.saying("DONE", "TOO").naming("made %s");
        assertThat(changed)
                .isEqualTo(new Wording(List.of("DONE", "TOO"), "made %s", "ERROR: No server found with id: %s"));
        assertThat(Wording.SCALELITE.done()).containsExactly("OK");
    }
}
