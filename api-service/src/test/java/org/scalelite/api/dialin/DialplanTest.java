package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.dialin.DialplanDocument.Action;
import org.scalelite.api.dialin.PinDirectory.PinLookup;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;

/** The documents for FreeSWITCH (specification, sections 13 and 16.16). */
class DialplanTest {
    private static final String PIN = "123456789";
    private static final DialedNumber NUMBER = DialedNumber.of("4930123456").orElseThrow();

    private static DialInConfig config(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("LOADBALANCER_SECRET", "the secret"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return DialInConfig.of(Settings.of(variables));
    }

    private static SwitchDocument prompt(String... environment) {
        return read(new Dialplan(config(environment)).prompt(NUMBER));
    }

    private static SwitchDocument read(byte[] xml) {
        return SwitchDocument.read(new String(xml, StandardCharsets.UTF_8));
    }

    private static SwitchDocument bridge(String meetingId, String serverUrl) {
        return new Dialplan(config())
                .bridge(NUMBER, PIN, new PinLookup.Found(meetingId, serverUrl), "Jo Doe")
                .map(DialplanTest::read)
                .orElseThrow();
    }

    @Test
    void promptsForThePin() {
        SwitchDocument prompt = prompt();
        assertThat(prompt.isFor("4930123456")).isTrue();
        assertThat(prompt.isFor("49301234567")).isFalse();
        assertThat(prompt.actions())
                .containsExactly(
                        "answer",
                        "playback conference/conf-welcome.wav",
                        "play_and_get_digits 5 9 3 7000 # conference/conf-pin.wav"
                                + " ivr/ivr-that_was_an_invalid_entry.wav pin [0-9]+",
                        "transfer ${pin} XML public");
    }

    @Test
    void promptsAgainWithoutAWelcome() {
        assertThat(read(new Dialplan(config()).promptAgain(NUMBER)).actions())
                .containsExactly(
                        "playback conference/conf-bad-pin.wav",
                        "play_and_get_digits 5 9 3 7000 # conference/conf-pin.wav"
                                + " ivr/ivr-that_was_an_invalid_entry.wav pin [0-9]+",
                        "transfer ${pin} XML public");
    }

    @Test
    void hangsUpWithAReason() {
        assertThat(read(new Dialplan(config()).hangUp(NUMBER)).actions()).containsExactly("hangup CALL_REJECTED");
    }

    @Test
    void leavesOtherCallsToFreeSwitch() {
        assertThat(read(DialplanDocument.notFound()).isFound()).isFalse();
    }

    @Test
    void bridgesToTheServerOfTheMeeting() {
        assertThat(bridge("room", "https://bbb1.example.org/bigbluebutton/api").actions())
                .containsExactly(
                        "set meeting_id=room",
                        "set effective_caller_id_name=Jo Doe",
                        "bridge sofia/external/" + PIN + "@bbb1.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bbb1.example.org/bigbluebutton/api, bbb1.example.org",
        "https://bbb1.example.org:8443/api, bbb1.example.org",
        "https://[2001:db8::1]:8443/api, [2001:db8::1]",
        "http://192.0.2.7/api, 192.0.2.7"
    })
    void bridgesToAllKindsOfHosts(String url, String host) {
        assertThat(bridge("room", url).data("bridge")).isEqualTo("sofia/external/" + PIN + "@" + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_host/api", "not a url", "", "mailto:a@b"})
    void doesNotBridgeToAnInvalidHost(String url) {
        assertThat(new Dialplan(config()).bridge(NUMBER, PIN, new PinLookup.Found("room", url), "Jo"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            room 1-a_b.c          | room 1-a_b.c
            ${hangup}\\'ä[0]       | %24%7Bhangup%7D%5C%27%C3%A4[0]
            a"b<c>&d%             | a%22b%3Cc%3E%26d%25
            🎓                    | %F0%9F%8E%93
            """)
    void escapesTheMeetingId(String meetingId, String expected) {
        assertThat(bridge(meetingId, "https://bbb1.example.org/api").actions().getFirst())
                .isEqualTo("set meeting_id=" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4930123456",
                "*98#",
                "conf.room_1-a",
                "${hangup}",
                "49(30)1",
                "\\d+",
                "a|b",
                "[0-9]",
                "ünlü",
                "$1",
                "x y"
            })
    void matchesAnyDialledNumber(String number) {
        SwitchDocument prompt =
                read(new Dialplan(config()).prompt(DialedNumber.of(number).orElseThrow()));
        assertThat(prompt.isPrompt()).isTrue();
        assertThat(prompt.isFor(number)).isTrue();
        assertThat(prompt.isFor("4930999999")).isFalse();
    }

    @Test
    void blankOrLongNumberIsNone() {
        assertThat(DialedNumber.of("")).isEmpty();
        assertThat(DialedNumber.of(" ")).isEmpty();
        assertThat(DialedNumber.of("1".repeat(65))).isEmpty();
        assertThat(DialedNumber.of("1".repeat(64))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${x}", "a$b", "a\\b", "a\nb", "${pin} XML other"})
    void rejectsDataThatFreeSwitchWouldExpand(String data) {
        assertThatThrownBy(() -> new Action("set", data)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_MEETING_DURATION, 90, +5400",
        "FSAPI_MAX_DURATION, 10, +600",
    })
    void limitsTheDurationOfACall(String variable, String minutes, String expected) {
        assertThat(prompt(variable, minutes).data("sched_hangup")).isEqualTo(expected);
    }

    @Test
    void durationOfCallsPrecedesThatOfMeetings() {
        assertThat(prompt("FSAPI_MAX_DURATION", "10", "MAX_MEETING_DURATION", "90")
                        .data("sched_hangup"))
                .isEqualTo("+600");
        assertThat(prompt("FSAPI_MAX_DURATION", "0", "MAX_MEETING_DURATION", "90")
                        .actions())
                .startsWith("answer", "playback conference/conf-welcome.wav");
    }

    @Test
    void usesTheConfiguredPinLength() {
        assertThat(prompt("VOICE_BRIDGE_MIN", "6", "VOICE_BRIDGE_LEN_MAX", "10").data("play_and_get_digits"))
                .startsWith("6 10 3 7000 # ");
    }

    @Test
    void rejectsAPromptWithoutPins() {
        assertThatThrownBy(() -> config("VOICE_BRIDGE_LEN_MIN", "10"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VOICE_BRIDGE_LEN_MIN")
                .hasMessageContaining("VOICE_BRIDGE_LEN_MAX");
    }

    @Test
    void usesTheLoadBalancerSecretAsDefaultPassword() {
        assertThat(config().password()).contains("the secret");
        assertThat(config("FSAPI_PASSWORD", "its-own").password()).contains("its-own");
        assertThat(config("FSAPI_PASSWORD", "").password()).isEmpty();
    }
}
