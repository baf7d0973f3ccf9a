package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.testing.TestSettings;
import org.scalelite.common.bbb.CallParameters;

/** Configuration of create and join. */
class MeetingConfigTest {
    private static MeetingConfig config(String... environment) {
        return MeetingConfig.of(TestSettings.with(environment));
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
        assertThat(config().voiceBridgeKey()).isEqualTo("secret");
        assertThat(config("SECRET_KEY_BASE", "a key").voiceBridgeKey()).isEqualTo("a key");
    }

    @Test
    void textHasNoKey() {
        assertThat(config("SECRET_KEY_BASE", "a key").toString()).doesNotContain("a key", "secret");
    }
}
