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

    private final List<Secret> secrets;

    /**
     * A secret.
     *
     * @param hint tells it from others; it is too short to find it by. Made once, as every call is checked with it
     */
    private record Secret(String text, String hint) {
        static Secret of(String text) {
            return new Secret(
                    text, ChecksumAlgorithm.SHA256.hex("signer:", text).substring(0, HINT_LENGTH));
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }

    /**
     * These secrets.
     *
     * @throws IllegalArgumentException if there is none, or a blank one
     */
    public SharedSecrets(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a secret is missing or blank");
        }
        this.secrets = secrets.stream().map(Secret::of).toList();
    }

    /**
     * Which of the secrets a checksum was made with, as a hint that does not give it away; empty if none. All secrets are
     * tried, so that the time taken does not tell which one was nearly right.
     */
    public Optional<String> signer(ChecksumAlgorithm algorithm, String text, String checksum) {
        byte[] given = checksum.getBytes(StandardCharsets.UTF_8);
        Optional<String> signer = Optional.empty();
        for (Secret secret : secrets) {
            byte[] expected = algorithm.hex(text, secret.text()).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, given) && signer.isEmpty()) {
                signer = Optional.of(secret.hint());
            }
        }
        return signer;
    }

    /** All secrets to sign with, first the one with this hint. */
    public List<String> startingWith(Optional<String> hint) {
        return secrets.stream()
                .sorted(Comparator.comparing(secret -> !hint.equals(Optional.of(secret.hint()))))
                .map(Secret::text)
                .toList();
    }

    @Override
    public String toString() {
        return "SharedSecrets[" + secrets.size() + "]";
    }
}
