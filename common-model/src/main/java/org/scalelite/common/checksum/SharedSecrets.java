package org.scalelite.common.checksum;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Secrets, each of which is valid. A blank secret is not allowed (specification, 16.17). */
public final class SharedSecrets {
    private static final int HINT_LENGTH = 8;

    private final List<Secret> secrets;

    /**
     * A secret.
     *
     * @param hint identifies it among the secrets, but is too short to reveal it; computed once
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

    /** The hint of the secret of a checksum; empty if none matches. All secrets are compared in constant time. */
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

    /** All secrets, the one with this hint first. */
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
