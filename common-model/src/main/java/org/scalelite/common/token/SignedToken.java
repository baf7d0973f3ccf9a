package org.scalelite.common.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON Web Tokens with a shared secret. Only the expected algorithm is accepted; an expired token is rejected. */
public final class SignedToken {
    private SignedToken() {}

    /** The algorithms of BBB and its front-ends. */
    public enum Hash {
        HS256,
        HS512;

        private Algorithm with(String secret) {
            byte[] key = secret.getBytes(StandardCharsets.UTF_8);
            return switch (this) {
                case HS256 -> Algorithm.HMAC256(key);
                case HS512 -> Algorithm.HMAC512(key);
            };
        }
    }

    /** Signs claims; times are instants. */
    public static String sign(Map<String, ?> claims, Hash hash, String secret) {
        return JWT.create().withPayload(claims).sign(hash.with(secret));
    }

    /** Verifies a token; empty if the signature is wrong or it has expired. */
    public static Optional<DecodedJWT> verify(String token, Hash hash, String secret) {
        try {
            return Optional.of(JWT.require(hash.with(secret)).build().verify(token));
        } catch (JWTVerificationException _) {
            return Optional.empty();
        }
    }
}
