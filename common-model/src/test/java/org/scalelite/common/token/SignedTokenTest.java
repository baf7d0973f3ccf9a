package org.scalelite.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.common.token.SignedToken.Hash;

/** Tokens with a shared secret. */
class SignedTokenTest {
    private static final Map<String, Object> CLAIMS = Map.of("sub", "x");

    private static boolean isValid(String token) {
        return SignedToken.verify(token, Hash.HS256, "secret").isPresent();
    }

    @Test
    void readsWhatWasSigned() {
        String token = SignedToken.sign(CLAIMS, Hash.HS256, "secret");
        assertThat(SignedToken.verify(token, Hash.HS256, "secret").orElseThrow().getSubject())
                .isEqualTo("x");
    }

    @Test
    void rejectsOtherSecretsAndAlgorithms() {
        assertThat(isValid(SignedToken.sign(CLAIMS, Hash.HS256, "other"))).isFalse();
        assertThat(isValid(SignedToken.sign(CLAIMS, Hash.HS512, "secret"))).isFalse();
    }

    @Test
    void rejectsATokenWithoutASignature() {
        String token = SignedToken.sign(CLAIMS, Hash.HS256, "secret");
        assertThat(isValid(token.substring(0, token.lastIndexOf('.') + 1))).isFalse();
        // Header {"alg":"none"}.
        assertThat(isValid("eyJhbGciOiJub25lIn0." + token.split("\\.", -1)[1] + "."))
                .isFalse();
        assertThat(isValid("")).isFalse();
        assertThat(isValid("a.b.c")).isFalse();
    }

    @Test
    void rejectsAnExpiredToken() {
        Instant now = Instant.now();
        assertThat(isValid(SignedToken.sign(Map.of("exp", now.minusSeconds(60)), Hash.HS256, "secret")))
                .isFalse();
        assertThat(isValid(SignedToken.sign(Map.of("exp", now.plusSeconds(60)), Hash.HS256, "secret")))
                .isTrue();
    }
}
