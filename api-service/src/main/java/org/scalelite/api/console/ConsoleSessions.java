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
import org.scalelite.api.console.ConsoleSession.Login;
import org.scalelite.api.console.oidc.OidcConfig;
import org.scalelite.api.console.oidc.OidcUser;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.token.SignedToken;

/**
 * Issues and verifies the cookies of sessions. A session is signed with a key of the suite and the hash of its token, or the
 * configuration of the OpenID provider: all replicas accept it, and it ends when the token is removed, or that configuration
 * changes (docs/adr/0048-web-console.md).
 */
@Singleton
record ConsoleSessions(ConsoleConfig config, AdminConfig admin) {
    private static final String COOKIE = "scalelite_console";
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final int CSRF_BYTES = 16;
    private static final String CSRF = "csrf";
    private static final String SCOPE = "scope";
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The value of Set-Cookie that logs in.
     *
     * @param secure whether the connection of the browser is encrypted
     */
    String cookie(AdminToken token, boolean secure, Instant now) {
        return cookie(token.name(), token.scope(), keyOf(token), secure, now);
    }

    /** The same for a user of the OpenID provider. */
    String cookie(OidcUser user, boolean secure, Instant now) {
        return cookie(user.name(), user.scope(), keyOf(config.oidc().orElseThrow()), secure, now);
    }

    private static String cookie(String name, Scope scope, String key, boolean secure, Instant now) {
        byte[] csrf = new byte[CSRF_BYTES];
        RANDOM.nextBytes(csrf);
        Map<String, ?> claims = Map.of(
                "sub", name, SCOPE, scope.text(), CSRF, HexFormat.of().formatHex(csrf), "exp", now.plus(LIFETIME));
        return attributes(SignedToken.sign(claims, SignedToken.Hash.HS256, key), secure);
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
                        .flatMap(verified -> session(Login.TOKEN, token.name(), token.scope(), verified).stream()))
                .findFirst()
                .or(() -> config.oidc().flatMap(oidc -> ofUser(value, oidc)));
    }

    private static Optional<ConsoleSession> session(Login login, String name, Scope scope, DecodedJWT verified) {
        Instant expiry = verified.getExpiresAtAsInstant();
        String csrf = verified.getClaim(CSRF).asString();
        return expiry == null || csrf == null
                ? Optional.empty()
                : Optional.of(new ConsoleSession(login, name, scope, csrf, expiry));
    }

    private Optional<ConsoleSession> ofUser(String value, OidcConfig oidc) {
        return SignedToken.verify(value, SignedToken.Hash.HS256, keyOf(oidc))
                .flatMap(verified -> EnumText.find(
                                Scope.class,
                                String.valueOf(verified.getClaim(SCOPE).asString()))
                        .flatMap(scope -> session(Login.OIDC, verified.getSubject(), scope, verified)));
    }

    private String keyOf(AdminToken token) {
        return "console\n" + config.key() + "\n" + token.entry();
    }

    private String keyOf(OidcConfig oidc) {
        return "console oidc\n" + config.key() + "\n" + oidc.fingerprint();
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
