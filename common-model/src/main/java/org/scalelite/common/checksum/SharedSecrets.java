package org.scalelite.common.checksum;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Secrets of which each is valid. A blank secret would let anybody sign, so there can be none
 * (specification, 16.17).
 */
public final class SharedSecrets {
    private static final int HINT_LENGTH = 8;

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

    /**
     * Which of the secrets a checksum was made with, as a hint that does not give it away; empty if none. All secrets are
     * tried, as by {@link #match}.
     */
    public Optional<String> signer(ChecksumAlgorithm algorithm, String text, String checksum) {
        byte[] given = checksum.getBytes(StandardCharsets.UTF_8);
        Optional<String> signer = Optional.empty();
        for (String secret : secrets) {
            byte[] expected = algorithm.hex(text, secret).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, given) && signer.isEmpty()) {
                signer = Optional.of(hint(secret));
            }
        }
        return signer;
    }

    /** All secrets to sign with, first the one with this hint. */
    public List<String> startingWith(Optional<String> hint) {
        return secrets.stream()
                .sorted(Comparator.comparing(secret -> !hint.equals(Optional.of(hint(secret)))))
                .toList();
    }

    /** Tells secrets apart; it is too short to find one by. */
    private static String hint(String secret) {
        return ChecksumAlgorithm.SHA256.hex("signer:", secret).substring(0, HINT_LENGTH);
    }

    @Override
    public String toString() {
        return "SharedSecrets[" + secrets.size() + "]";
    }
}
