package org.scalelite.api.console;

import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.admin.AdminConfig;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.token.SignedToken;

/**
 * Issues and verifies the cookies of sessions. A session is signed with a key of the suite and the hash of its token: all
 * replicas accept it, and it ends when the token is removed from the configuration (docs/adr/0048-web-console.md).
 */
@Singleton
record ConsoleSessions(ConsoleConfig config, AdminConfig admin) {
    private static final String COOKIE = "scalelite_console";
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final int CSRF_BYTES = 16;
    private static final String CSRF = "csrf";
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The value of Set-Cookie that logs in.
     *
     * @param secure whether the connection of the browser is encrypted
     */
    String cookie(AdminToken token, boolean secure, Instant now) {
        byte[] csrf = new byte[CSRF_BYTES];
        RANDOM.nextBytes(csrf);
        Map<String, ?> claims =
                Map.of("sub", token.name(), CSRF, HexFormat.of().formatHex(csrf), "exp", now.plus(LIFETIME));
        return attributes(SignedToken.sign(claims, SignedToken.Hash.HS256, keyOf(token)), secure);
    }

    /** The value of Set-Cookie that logs out. */
    static String noCookie(boolean secure) {
        return attributes("; Max-Age=0", secure);
    }

    /** The session of a browser that sends these values of the cookie. */
    Optional<ConsoleSession> find(List<String> values) {
        return values.stream().flatMap(value -> find(value).stream()).findFirst();
    }

    private Optional<ConsoleSession> find(String value) {
        return admin.tokens().stream()
                .flatMap(token -> SignedToken.verify(value, SignedToken.Hash.HS256, keyOf(token)).stream()
                        .flatMap(verified -> session(token, verified).stream()))
                .findFirst();
    }

    private static Optional<ConsoleSession> session(AdminToken token, DecodedJWT verified) {
        Instant expiry = verified.getExpiresAtAsInstant();
        String csrf = verified.getClaim(CSRF).asString();
        return expiry == null || csrf == null
                ? Optional.empty()
                : Optional.of(new ConsoleSession(token.name(), token.scope(), csrf, expiry));
    }

    private String keyOf(AdminToken token) {
        return "console\n" + config.key() + "\n" + token.entry();
    }

    static String cookieName() {
        return COOKIE;
    }

    private static String attributes(String value, boolean secure) {
        return COOKIE + "=" + value + "; Path=" + ConsoleConfig.PATH + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    /** It holds a secret. */
    @Override
    public String toString() {
        return "ConsoleSessions";
    }
}
