package org.scalelite.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.admin.InvalidInputException;

/** The ranges of Nagios' plugins. */
class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10, false",
        "10, 0, false",
        "10, 10.5, true",
        "10, -1, true",
        "10:, 9, true",
        "10:, 10, false",
        "~:10, -5, false",
        "~:10, 11, true",
        ":10, 11, true",
        "10:20, 15, false",
        "10:20, 21, true",
        "@10:20, 15, true",
        "@10:20, 21, false",
        "0, 0, false",
        "0, 1, true",
        "1.5:, 1.4, true",
    })
    void alertsOutside(String range, double value, boolean alert) {
        assertThat(Range.of(range).alerts(value)).isEqualTo(alert);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":", "@", "ten", "20:10", "1:2:3", "1,2", "--1", "10;", "9999999999999"})
    void rejectsOtherTexts(String text) {
        assertThatThrownBy(() -> Range.of(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'%s' is no range: give 10, 10:, ~:10, 10:20 or @10:20", text);
    }
}
