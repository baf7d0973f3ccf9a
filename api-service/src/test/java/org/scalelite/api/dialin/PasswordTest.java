package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication of FreeSWITCH servers (specification, section 13). */
class PasswordTest {
    private static final Password PASSWORD = new Password(Optional.of("pässword:x"));

    private static String basic(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "fsapi:pässword:x, true",
        "fsapi:, false",
        "fsapi:pässword:, false",
        "fsapi:pässword:xx, false",
        "fsapi:Pässword:x, false",
        "admin:pässword:x, false",
        "pässword:x, false"
    })
    void rejectsWrongCredentials(String credentials, boolean valid) {
        assertThat(PASSWORD.matches("Basic " + basic(credentials))).isEqualTo(valid);
        assertThat(PASSWORD.matches("bAsIc  " + basic(credentials))).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic ???", "Bearer password:x", "ZnNhcGk6"})
    void rejectsOtherHeaders(String authorization) {
        assertThat(PASSWORD.matches(authorization)).isFalse();
    }

    @Test
    void acceptsAllWithoutAPassword() {
        assertThat(new Password(Optional.empty()).matches("")).isTrue();
        assertThat(new Password(Optional.empty()).matches("Basic ???")).isTrue();
    }
}
