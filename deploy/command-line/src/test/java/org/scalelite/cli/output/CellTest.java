package org.scalelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts in listings. */
class CellTest {
    @Test
    void cutsTimesToSeconds() {
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
