package org.scalelite.common.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * A token of the admin API. Only its hash is stored; a fast hash is sufficient, because tokens are long and random.
 *
 * @param name of the caller, for the audit log
 * @param hash SHA-256 of the token, as lower-case hex
 */
public record AdminToken(String name, Scope scope, String hash) {
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_.-]{1,64}):(read|write):([0-9a-f]{64})");

    /** The permissions of a token. */
    public enum Scope implements EnumText {
        /** Calls that change nothing. */
        READ,
        /** All calls. */
        WRITE;
    }

    public AdminToken {
        if (!ENTRY.matcher(entry(name, scope, hash)).matches()) {
            throw new IllegalArgumentException("no token: a name has up to 64 letters, digits, '_', '.' and '-'");
        }
    }

    /**
     * Reads {@code NAME:SCOPE:HASH}.
     *
     * @throws IllegalArgumentException if the text is not a valid entry
     */
    static AdminToken of(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw new IllegalArgumentException("no NAME:SCOPE:HASH");
        }
        return new AdminToken(entry.group(1), EnumText.parse(Scope.class, entry.group(2)), entry.group(3));
    }

    /**
     * The entry of a new token.
     *
     * @throws IllegalArgumentException if the name is not allowed in the variable
     */
    public static AdminToken of(String name, Scope scope, String token) {
        return new AdminToken(name, scope, hashOf(token));
    }

    /** Whether this is the token, compared in constant time. */
    public boolean matches(String token) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), hashOf(token).getBytes(StandardCharsets.US_ASCII));
    }

    /** The entry for the variable. */
    public String entry() {
        return entry(name, scope, hash);
    }

    @Override
    public String toString() {
        return "AdminToken[" + name + ", " + scope.text() + "]";
    }

    private static String entry(String name, Scope scope, String hash) {
        return name + ":" + scope.text() + ":" + hash;
    }

    private static String hashOf(String token) {
        return ChecksumAlgorithm.SHA256.hex(token);
    }
}
