package org.scalelite.api.playback;

import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scalelite.common.token.SignedToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues and verifies playback cookies (specification, section 12). */
@Singleton
final class PlaybackCookies {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybackCookies.class);

    private final PlaybackConfig config;
    private final AtomicBoolean warned = new AtomicBoolean();

    PlaybackCookies(PlaybackConfig config) {
        this.config = config;
    }

    /** Rows may be protected while PROTECTED_RECORDINGS_ENABLED is off, and then the API starts without the key. */
    boolean canBeIssued(String recordId) {
        boolean possible = config.cookieKey().isPresent();
        if (!possible && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "SECRET_KEY_BASE is not set, so protected recordings cannot be played ({}): give a long random text,"
                            + " the same to every replica",
                    recordId);
        }
        return possible;
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
