package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;

/** Configuration of create and join. */
class MeetingConfigTest {
    private static MeetingConfig config(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("LOADBALANCER_SECRET", "the secret"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return MeetingConfig.of(Settings.of(variables));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 120",
                "'', 120",
                "0, 120",
                "-5, 120",
                "121, 120",
                "many, 120",
                "1.5, 120",
                "99999999999999999999, 120",
                "120, 120",
                "119, 119",
                "1, 1",
                "' 60 ', ' 60 '"
            })
    void capsTheDuration(@Nullable String duration, String expected) {
        CallParameters given = duration == null ? CallParameters.none() : CallParameters.of("duration", duration);
        assertThat(config("MAX_MEETING_DURATION", "120").withMaxDuration(given).get("duration"))
                .contains(expected);
    }

    @Test
    void leavesTheDurationWithoutACap() {
        CallParameters given = CallParameters.of("duration", "0");
        assertThat(config().withMaxDuration(given)).isSameAs(given);
        assertThat(config().withMaxDuration(CallParameters.none())).isSameAs(CallParameters.none());
    }

    @Test
    void keyOfVoiceBridgesIsTheSecretByDefault() {
        assertThat(config().voiceBridgeKey()).isEqualTo("the secret");
        assertThat(config("SECRET_KEY_BASE", "a key").voiceBridgeKey()).isEqualTo("a key");
    }

    @Test
    void textHasNoKey() {
        assertThat(config("SECRET_KEY_BASE", "a key").toString()).doesNotContain("a key", "the secret");
    }
}
