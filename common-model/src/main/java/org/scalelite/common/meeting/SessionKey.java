package org.scalelite.common.meeting;

import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * A session token, as one tenant's front-end uses it.
 *
 * @param tenantText id of the tenant; empty for none
 * @param token of a user in a meeting: with it a person can take part in that meeting
 */
public record SessionKey(String tenantText, String token) {
    /** BBB's tokens have 16 characters. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public SessionKey {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("not a session token");
        }
    }

    /** The key of a token; empty if no server can have issued the token. */
    public static Optional<SessionKey> of(String tenantText, String token) {
        return TOKEN.matcher(token).matches() ? Optional.of(new SessionKey(tenantText, token)) : Optional.empty();
    }

    /** Identifies the key without revealing the token. */
    String hash() {
        return ChecksumAlgorithm.SHA256.hex(tenantText, ":", token);
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return "SessionKey[" + tenantText + "]";
    }
}
