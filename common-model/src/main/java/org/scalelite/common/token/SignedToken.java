package org.scalelite.common.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON web tokens with a shared secret: only the algorithm that is expected is accepted, and an expired token is none. */
public final class SignedToken {
    private SignedToken() {}

    /** The algorithms that BBB and its front-ends use. */
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

    /** A token with these claims; times are instants. */
    public static String sign(Map<String, ?> claims, Hash hash, String secret) {
        return JWT.create().withPayload(claims).sign(hash.with(secret));
    }

    /** What a token says, if this secret signed it and it has not expired. */
    public static Optional<DecodedJWT> verify(String token, Hash hash, String secret) {
        try {
            return Optional.of(JWT.require(hash.with(secret)).build().verify(token));
        } catch (JWTVerificationException _) {
            return Optional.empty();
        }
    }
}
