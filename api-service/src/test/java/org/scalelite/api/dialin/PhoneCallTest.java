package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of a call as FreeSWITCH sends it (specification, section 13). */
class PhoneCallTest {
    private static PhoneCall call(String form) {
        return PhoneCall.of(form.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            Jo+Doe      | Jo Doe
            Jo%20Doe    | Jo Doe
            M%FCller%   | M\uFFFDller%
            Müller      | Müller
            M%C3%BCller | Müller
            50%         | 50%
            a%zzb       | a%zzb
            a=b         | a=b
            """)
    void acceptsInvalidEncodings(String sent, String name) {
        assertThat(call("section=dialplan&Caller-Caller-ID-Name=" + sent).callerName())
                .isEqualTo(name);
    }

    @Test
    void missingFieldsAreEmpty() {
        assertThat(call("")).isEqualTo(new PhoneCall("", "", "", "", false, "", false, ""));
        assertThat(call("section=dialplan&Caller-Destination-Number").destination())
                .isEmpty();
    }

    @Test
    void ignoresTheLineBreakAtTheEnd() {
        assertThat(call("section=dialplan&variable_pin=123\n").pin()).isEqualTo("123");
    }

    @Test
    void lastValueOfAFieldCounts() {
        assertThat(call("variable_pin=1&variable_pin=2").pin()).isEqualTo("2");
    }

    @Test
    void truncatesLongValues() {
        assertThat(call("Caller-Destination-Number=" + "1".repeat(5_000)).destination())
                .hasSize(1_024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "yes", "1", "x"})
    void unknownFlagHidesTheName(String flag) {
        assertThat(call("Caller-Privacy-Hide-Name=" + flag).hidesName()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "False", "+false+"})
    void showsTheNameWithoutAFlag(String flag) {
        assertThat(call("Caller-Privacy-Hide-Name=" + flag).hidesName()).isFalse();
    }

    @Test
    void textHasNoPersonalData() {
        assertThat(call("Caller-Caller-ID-Name=Jo&Caller-Caller-ID-Number=49301234"))
                .hasToString("PhoneCall");
    }
}
