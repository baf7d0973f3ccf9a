package org.scalelite.common.checksum;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Secrets of which each is valid. A blank secret would let anybody sign, so there can be none
 * (specification, 16.17).
 */
public final class SharedSecrets {
    private final List<String> secrets;

    /**
     * These secrets.
     *
     * @throws IllegalArgumentException if there is none, or a blank one
     */
    public SharedSecrets(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a secret is missing or blank");
        }
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Whether a checksum is the hash of the text and one of the secrets. All secrets are tried, so that the time taken
     * does not tell which one was nearly right.
     */
    public boolean match(ChecksumAlgorithm algorithm, String text, String checksum) {
        byte[] given = checksum.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (String secret : secrets) {
            byte[] expected = algorithm.hex(text, secret).getBytes(StandardCharsets.UTF_8);
            matches |= MessageDigest.isEqual(expected, given);
        }
        return matches;
    }

    @Override
    public String toString() {
        return "SharedSecrets[" + secrets.size() + "]";
    }
}
