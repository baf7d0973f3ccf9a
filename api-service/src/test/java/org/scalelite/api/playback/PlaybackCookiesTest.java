package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.token.SignedToken;

/** Cookies of protected recordings (specification, section 12). */
class PlaybackCookiesTest {
    private static final String KEY = "a key of the unit test";
    private static final String OLD_SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 12_5 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1";
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static PlaybackCookies cookies(String... environment) {
        return new PlaybackCookies(config(environment));
    }

    private static PlaybackConfig config(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("SECRET_KEY_BASE", KEY));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        Settings settings = Settings.of(variables);
        return PlaybackConfig.of(settings, RecordingConfig.of(settings));
    }

    @Test
    void cookieHasASubjectAndAnExpiry() {
        PlaybackCookie cookie = cookies("PROTECTED_RECORDINGS_TIMEOUT", "90").issue("presentation", "rec-1", now);
        assertThat(cookie.name()).isEqualTo("recording_presentation_rec-1");
        assertThat(cookie.path()).isEqualTo("/presentation/rec-1");
        DecodedJWT token = JWT.decode(cookie.value());
        assertThat(token.getAlgorithm()).isEqualTo("HS256");
        assertThat(token.getSubject()).isEqualTo("/presentation/rec-1");
        assertThat(token.getExpiresAtAsInstant()).isEqualTo(now.plus(Duration.ofMinutes(90)));
    }

    @ParameterizedTest
    @CsvSource({"presentation, rec-1, true", "video, rec-1, false", "presentation, rec-2, false"})
    void cookieIsForOneFormatOfOneRecording(String format, String recordId, boolean valid) {
        String value = cookies().issue("presentation", "rec-1", now).value();
        assertThat(cookies().isValid(value, format, recordId)).isEqualTo(valid);
    }

    @Test
    void rejectsExpiredAndForgedCookies() {
        String subject = "/presentation/rec-1";
        Instant later = now.plusSeconds(60);
        for (String value : List.of(
                "",
                "x",
                cookies()
                        .issue("presentation", "rec-1", now.minus(Duration.ofDays(9)))
                        .value(),
                cookies("SECRET_KEY_BASE", "another")
                        .issue("presentation", "rec-1", now)
                        .value(),
                SignedToken.sign(Map.of("sub", subject), SignedToken.Hash.HS256, KEY),
                SignedToken.sign(Map.of("sub", subject, "exp", later), SignedToken.Hash.HS512, KEY))) {
            assertThat(cookies().isValid(value, "presentation", "rec-1"))
                    .as(value)
                    .isFalse();
        }
    }

    @Test
    void issuesNoCookieWithoutAKey() {
        PlaybackCookies without = cookies("SECRET_KEY_BASE", "");
        assertThat(without.canBeIssued("rec-1")).isFalse();
        assertThat(cookies().canBeIssued("rec-1")).isTrue();
        String value = cookies().issue("presentation", "rec-1", now).value();
        assertThat(without.isValid(value, "presentation", "rec-1")).isFalse();
    }

    @Test
    void protectedImportsRequireAKey() {
        assertThatThrownBy(() -> config("SECRET_KEY_BASE", "", "PROTECTED_RECORDINGS_ENABLED", "true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SECRET_KEY_BASE is not set, but PROTECTED_RECORDINGS_ENABLED is true");
        assertThat(config("SECRET_KEY_BASE", "", "PROTECTED_RECORDINGS_ENABLED", "true", "RECORDING_DISABLED", "true")
                        .cookieKey())
                .isEmpty();
    }

    private static final PlaybackCookie COOKIE = new PlaybackCookie("n", "/video/rec-1", "v");

    @Test
    void setsALaxCookieOverPlainHttp() {
        assertThat(COOKIE.headers(false, "")).containsExactly("n=v; Path=/video/rec-1; HttpOnly; SameSite=Lax");
    }

    @Test
    void setsTwoCookiesForFramesOfOtherSites() {
        assertThat(COOKIE.headers(true, ""))
                .containsExactly(
                        "n=v; Path=/video/rec-1; HttpOnly; Secure; SameSite=None",
                        "n=v; Path=/video/rec-1; HttpOnly; Secure; SameSite=None; Partitioned");
    }

    @Test
    void setsASupportedCookieForOldBrowsers() {
        assertThat(COOKIE.headers(true, OLD_SAFARI)).containsExactly("n=v; Path=/video/rec-1; HttpOnly; Secure");
    }

    @Test
    void textOfACookieHidesItsValue() {
        assertThat(new PlaybackCookie("name", "/p", "secret")).hasToString("PlaybackCookie[name]");
    }
}
