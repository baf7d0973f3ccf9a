package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name of a caller in the meeting, and the counter of the caller's wrong PINs (specification, sections 13 and 16.16). */
class CallerNameTest {
    private static PhoneCall call(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(fields[i]).append('=');
            form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return PhoneCall.of(form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Jo Doe                          | false | false | Jo Doe
            José Ångström-Díaz              | false | true  | José Ångström-Díaz
            Sinéad O'Connor                 | false | false | Sinéad O’Connor
            "DOE, JO"                       | false | false | DOE JO
            山田太郎                         | false | false | 山田太郎
            Jo Doe                          | true  | false | Unavailable
            Jo Doe                          | TRUE  | false | Unavailable
            Jo Doe                          | yes   | false | Unavailable
            ""                              | false | false | Unavailable
            " - "                           | false | false | Unavailable
            +493012345678                   | false | false | +49301234XXXX
            030 1234-5678                   | false | false | 030 1234-XXXX
            (030) 12 34 56 78               | false | false | 030 12 34 XX XX
            ٠٣٠١٢٣٤٥                        | false | false | ٠٣٠١XXXX
            123                             | false | false | XXX
            +493012345678                   | true  | false | Unavailable
            +493012345678                   | false | true  | Unavailable
            Ext 7                           | false | true  | Ext 7
            ${hangup()}                     | false | false | hangup
            a\\$1${b}%{c}`d`                | false | false | a 1 b c d
            <sip:x@y>;t="1"&amp;            | false | false | sip x y t 1 amp
            w_user_1-bbbID-Teacher          | false | false | Unavailable
            GLOBAL_AUDIO_12345              | false | false | GLOBAL AUDIO 12345
            """)
    void cleansNamesAndMasksNumbers(String name, String hidesName, String hidesNumber, String expected) {
        assertThat(CallerName.of(call(
                        "Caller-Caller-ID-Name",
                        name,
                        "Caller-Privacy-Hide-Name",
                        hidesName,
                        "Caller-Privacy-Hide-Number",
                        hidesNumber)))
                .isEqualTo(expected);
    }

    @Test
    void truncatesALongName() {
        String rare = "\uD840\uDC00";
        assertThat(CallerName.of(call("Caller-Caller-ID-Name", "a" + rare.repeat(100))))
                .isEqualTo("a" + rare.repeat(63));
    }

    private static CallerBucket bucket(String number, String address) {
        return CallerBucket.of(
                call("Caller-Caller-ID-Number", number, "Caller-Network-Addr", address), "192.0.2.1", "key");
    }

    @ParameterizedTest
    @CsvSource({"004930123456", "+4930123456", "+49 30/12-34-56", "4930123456"})
    void spellingsOfANumberShareACounter(String number) {
        assertThat(bucket(number, "198.51.100.1")).isEqualTo(bucket("+49 (30) 123456", "198.51.100.2"));
        assertThat(bucket(number, "").isShared()).isFalse();
        assertThat(bucket(number, "").limit(5)).isEqualTo(5);
        assertThat(bucket(number, "").name()).doesNotContain("123456");
    }

    @ParameterizedTest
    @CsvSource({"''", "anonymous", "000000", "12"})
    void hiddenNumbersShareTheCounterOfTheAddress(String number) {
        assertThat(bucket(number, "198.51.100.1")).isEqualTo(bucket("", "198.51.100.1"));
        assertThat(bucket(number, "")).isEqualTo(bucket("", "192.0.2.1"));
        assertThat(bucket(number, "").isShared()).isTrue();
        assertThat(bucket(number, "").limit(5)).isEqualTo(50);
    }
}
