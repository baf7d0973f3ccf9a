package org.scalelite.common.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.admin.InvalidInputException;

/** The input of operators about servers. */
class ServerInputTest {
    private static final Map<String, Function<String, Object>> READERS = Map.of(
            "url", ServerInput::url,
            "secret", ServerInput::secret,
            "multiplier", ServerInput::multiplier,
            "tag", ServerInput::tag,
            "id", ServerInput::id);

    private static Object read(String kind, String text) {
        return Objects.requireNonNull(READERS.get(kind)).apply(text);
    }

    @ParameterizedTest
    @CsvSource({
        "url, ' https://b.example.org/bigbluebutton/api ', https://b.example.org/bigbluebutton/api",
        "url, HTTP://b/api/, HTTP://b/api/",
        "secret, ' s ', s",
        "multiplier, ' 2 ', 2.0",
        "multiplier, 0.25, 0.25",
        "tag, ' gpu ', gpu",
        "tag, '', ''",
        "id, bbb_1.example-x, bbb_1.example-x"
    })
    void readsValidInput(String kind, String text, String value) {
        assertThat(read(kind, text)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({
        "url, ''",
        "url, /bigbluebutton/api",
        "url, ftp://b/api",
        "url, https:///api",
        "url, https://b/",
        "url, https://b/api?x",
        "url, https://b/api#x",
        "url, https://u:p@b/api",
        "url, https://b b/api",
        "secret, ''",
        "secret, ' '",
        "multiplier, 0",
        "multiplier, -1",
        "multiplier, NaN",
        "multiplier, Infinity",
        "multiplier, two",
        "tag, a;b",
        "tag, a!",
        "tag, none",
        "id, ''",
        "id, a b",
        "id, a/b"
    })
    void rejectsInvalidInput(String kind, String text) {
        assertThatThrownBy(() -> read(kind, text)).isInstanceOf(InvalidInputException.class);
    }
}
