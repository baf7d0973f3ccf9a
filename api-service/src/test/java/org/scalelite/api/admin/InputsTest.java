package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.server.Server;

/** Parameters and fields that callers of the admin API send. */
class InputsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void blankTextIsMissing(@Nullable String text) {
        assertThatThrownBy(() -> Inputs.requiredText(text, "server.url"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("server.url is missing");
    }

    @Test
    void missingObjectIsNamed() {
        assertThat(Inputs.required("x", "server")).isEqualTo("x");
        assertThatThrownBy(() -> Inputs.required(null, "server"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("server is missing");
    }

    @Test
    void idOfTheQueryPrecedesThatOfTheBody() {
        assertThat(Inputs.id(Optional.of("a"), "b")).isEqualTo("a");
        assertThat(Inputs.id(Optional.empty(), "b")).isEqualTo("b");
        assertThatThrownBy(() -> Inputs.id(Optional.empty(), null)).hasMessage("id is missing");
    }

    @ParameterizedTest
    @CsvSource({"limit, 1", "limit, 1000", "offset, 0", "offset, 2147483647"})
    void readsWholeNumbers(String name, int number) {
        assertThat(Inputs.number(String.valueOf(number), name)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, 1, 1000",
        "limit, 1001, 1, 1000",
        "limit, ten, 1, 1000",
        "limit, 1.5, 1, 1000",
        "limit, 99999999999, 1, 1000",
        "offset, -1, 0, 2147483647",
        "offset, 2147483648, 0, 2147483647"
    })
    void namesTheRangeOfANumber(String name, String text, int least, int most) {
        assertThatThrownBy(() -> Inputs.number(text, name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s is '%s', which is not allowed: give a whole number from %d to %d"
                        .formatted(name, text, least, most));
    }

    @ParameterizedTest
    @CsvSource({"enabled, ENABLED", "'cordoned, disabled', CORDONED DISABLED", "'enabled,enabled', ENABLED"})
    void readsStates(String given, String states) {
        Set<Server.State> expected =
                Arrays.stream(states.split(" ", -1)).map(Server.State::valueOf).collect(Collectors.toSet());
        assertThat(Inputs.states(Optional.of(given), Server.State.class)).isEqualTo(expected);
    }

    @Test
    void allStatesWithoutAList() {
        assertThat(Inputs.states(Optional.empty(), Server.State.class)).isEqualTo(EnumSet.allOf(Server.State.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "ENABLED", "enabled,"})
    void namesTheAllowedStates(String given) {
        assertThatThrownBy(() -> Inputs.states(Optional.of(given), Server.State.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("give enabled, cordoned, disabled, or several of them separated by ','");
    }
}
