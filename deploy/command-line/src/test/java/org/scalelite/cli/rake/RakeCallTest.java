package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.admin.InvalidInputException;

/** The spelling of tasks. */
class RakeCallTest {
    @ParameterizedTest
    @CsvSource({
        "servers, servers",
        "servers:load_multiplier, servers:loadmultiplier",
        "servers:loadMultiplier, servers:loadmultiplier",
        "Servers:Cordon, servers:cordon",
        "' status ', status"
    })
    void foldsNames(String spelling, String name) {
        assertThat(RakeCall.of(spelling)).isEqualTo(new RakeCall(name, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            t[]             | ""
            t[a]            | a
            t[ a , b ]      | a;b
            t[a,,c]         | a;;c
            t[,b]           | ;b
            t[a,b,,]        | a;b
            t[a\\,b,c]      | a,b;c
            t[a\\\\,b]      | a\\;b
            t[[a],b]        | [a];b
            """)
    void separatesArguments(String spelling, String arguments) {
        assertThat(String.join(";", RakeCall.of(spelling).arguments())).isEqualTo(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t[a", "t]", "1", "", "a b", "t[hush]x"})
    void rejectsOtherText(String spelling) {
        assertThatThrownBy(() -> RakeCall.of(spelling))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Don't know how to build task")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void textHasNoArguments() {
        assertThat(RakeCall.of("servers:add[u,hush]")).hasToString("servers:add");
    }
}
