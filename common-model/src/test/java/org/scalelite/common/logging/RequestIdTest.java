package org.scalelite.common.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Ids of requests. */
class RequestIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7b0d1c9e3f2a4b5c8d6e7f8091a2b3c4", "1f0e-22.b_3"})
    void keepsWellFormedIds(String sent) {
        assertThat(RequestId.of(List.of(sent))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "é",
                "<x>",
                "a;b",
                "%0a",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void replacesOtherIds(String sent) {
        assertThat(RequestId.of(List.of(sent))).matches("[0-9a-f]{32}");
    }

    @Test
    void replacesAmbiguousAndMissingIds() {
        assertThat(RequestId.of(List.of("a", "a"))).hasSize(32);
        assertThat(RequestId.of(List.of())).hasSize(32).isNotEqualTo(RequestId.of(List.of()));
    }

    @Test
    void currentIdIsThatOfTheDiagnosticContext() {
        assertThat(RequestId.current()).isEmpty();
        try (MDC.MDCCloseable _ = MDC.putCloseable(RequestId.KEY, "r-1")) {
            assertThat(RequestId.current()).contains("r-1");
        }
    }
}
