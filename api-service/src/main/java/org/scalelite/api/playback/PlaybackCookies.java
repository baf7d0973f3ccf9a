package org.scalelite.api.playback;

import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.scalelite.common.token.SignedToken;

/** Issues and verifies playback cookies (specification, section 12). */
@Singleton
record PlaybackCookies(PlaybackConfig config) {
    boolean canBeIssued() {
        return config.cookieKey().isPresent();
    }

    PlaybackCookie issue(String format, String recordId, Instant now) {
        String path = PlaybackCookie.pathOf(format, recordId);
        String key = config.cookieKey().orElseThrow();
        String value = SignedToken.sign(
                Map.of("sub", path, "exp", now.plus(config.cookieLifetime())), SignedToken.Hash.HS256, key);
        return new PlaybackCookie(PlaybackCookie.nameOf(format, recordId), path, value);
    }

    /** Whether the signature is valid, the expiry is in the future, and the cookie is for this recording and format. */
    boolean isValid(String value, String format, String recordId) {
        return config.cookieKey()
                .flatMap(key -> SignedToken.verify(value, SignedToken.Hash.HS256, key))
                .filter(token -> isFor(token, PlaybackCookie.pathOf(format, recordId)))
                .isPresent();
    }

    private static boolean isFor(DecodedJWT token, String path) {
        return token.getExpiresAt() != null && path.equals(token.getSubject());
    }
}
