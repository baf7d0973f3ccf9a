package org.scalelite.common.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void noteNeedsNoCure() {
        assertThat(Finding.warning("x", "what", "cure").asNote().severity()).isEqualTo(Finding.Severity.NOTE);
        assertThat(Finding.ok("x", "what").asNote()).isEqualTo(Finding.ok("x", "what"));
        assertThat(Arrays.stream(Finding.Severity.values()).filter(Finding.Severity::needsCure))
                .containsExactly(Finding.Severity.WARNING, Finding.Severity.PROBLEM);
    }
}
