package org.scalelite.api.dialin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The Basic authentication of FreeSWITCH servers: user {@code fsapi} and one password (specification, section 13). */
final class Password {
    private static final String USER = "fsapi:";
    private static final String SCHEME = "Basic ";

    private final Optional<byte[]> expected;

    /**
     * A password.
     *
     * @param password empty: no authentication
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    Password(Optional<String> password) {
        this.expected = password.map(text -> (USER + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this Authorization header is valid, compared in constant time. */
    boolean matches(String authorization) {
        return expected.map(credentials -> MessageDigest.isEqual(given(authorization), credentials))
                .orElse(true);
    }

    private static byte[] given(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
