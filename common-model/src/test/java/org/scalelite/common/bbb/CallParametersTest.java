package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of a call. */
class CallParametersTest {
    private static final CallParameters TWO = CallParameters.of("b", "1").with("a", "");

    @Test
    void keepsTheOrder() {
        assertThat(TWO.toQuery()).isEqualTo("b=1&a=");
        assertThat(TWO.with("b", "2").toQuery())
                .as("a replaced value keeps its place")
                .isEqualTo("b=2&a=");
        assertThat(TWO.only(List.of("a", "b", "c")).toQuery()).isEqualTo("a=&b=1");
    }

    @ParameterizedTest
    @CsvSource({"a b, a+b", "ü, %C3%BC", "a&b=c, a%26b%3Dc", "'+%', %2B%25", "*-._, *-._", "~, %7E"})
    void encodesTheQueryAsAForm(String text, String encoded) {
        assertThat(CallParameters.of(text, text).toQuery()).isEqualTo(encoded + "=" + encoded);
    }

    @Test
    void emptyValueIsGiven() {
        assertThat(TWO.get("a")).contains("");
        assertThat(TWO.nonEmpty("a")).isEmpty();
        assertThat(TWO.nonEmpty("b")).contains("1");
        assertThat(TWO.get("c")).isEmpty();
    }

    @Test
    void changesLeaveTheOriginal() {
        Map<String, String> given = new LinkedHashMap<>(Map.of("a", "1"));
        CallParameters parameters = CallParameters.of(given);
        given.put("a", "2");
        assertThat(parameters
                        .with("b", "3")
                        .without("a")
                        .withAll(Map.of("c", "4"))
                        .asMap())
                .isEqualTo(Map.of("b", "3", "c", "4"));
        assertThat(parameters.asMap()).isEqualTo(Map.of("a", "1"));
        assertThatThrownBy(() -> parameters.asMap().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void textHasNoValues() {
        assertThat(CallParameters.of("password", "secret")).hasToString("CallParameters[password]");
    }
}
