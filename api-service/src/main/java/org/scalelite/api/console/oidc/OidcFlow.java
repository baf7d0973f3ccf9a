package org.scalelite.api.console.oidc;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.token.SignedToken;

/**
 * A login that a browser has begun. The browser stores it in a signed cookie, so that each replica can end it, and one that
 * is never ended costs the API nothing.
 *
 * @param state comes back with the answer of the provider
 * @param nonce comes back in the ID token
 * @param verifier proves at the token endpoint who began the login (RFC 7636)
 * @param next address after the login
 */
public record OidcFlow(String state, String nonce, String verifier, String next) {
    /** The time that a user has to log in at the provider. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static OidcFlow begin(String next) {
        return new OidcFlow(random(), random(), random(), next);
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The code challenge of method S256. */
    String challenge() {
        byte[] hash = HexFormat.of().parseHex(ChecksumAlgorithm.SHA256.hex(verifier));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** The value of the cookie. */
    String signed(String key, Instant now) {
        return SignedToken.sign(
                Map.of("state", state, "nonce", nonce, "verifier", verifier, "next", next, "exp", now.plus(LIFETIME)),
                SignedToken.Hash.HS256,
                key);
    }

    /** The login of this state, if its browser sends it in one of these values of the cookie. */
    static Optional<OidcFlow> find(List<String> cookies, String state, String key) {
        return cookies.stream()
                .flatMap(cookie -> SignedToken.verify(cookie, SignedToken.Hash.HS256, key).stream())
                .filter(token -> token.getExpiresAtAsInstant() != null)
                .map(OidcFlow::of)
                .filter(flow -> flow.isOf(state))
                .findFirst();
    }

    private static OidcFlow of(DecodedJWT token) {
        return new OidcFlow(text(token, "state"), text(token, "nonce"), text(token, "verifier"), text(token, "next"));
    }

    private static String text(DecodedJWT token, String claim) {
        return Optional.ofNullable(token.getClaim(claim)).map(Claim::asString).orElse("");
    }

    private boolean isOf(String sent) {
        return !state.isEmpty()
                && MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    /** It holds secrets. */
    @Override
    public String toString() {
        return "OidcFlow";
    }
}
