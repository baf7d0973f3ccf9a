package org.scalelite.common.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checksums and the secrets that they are made with (specification, 5.3 and 16.17). */
class SharedSecretsTest {
    private static final SharedSecrets SECRETS = new SharedSecrets(List.of("first", "second"));

    private static Optional<String> signer(String secret) {
        return SECRETS.signer(ChecksumAlgorithm.SHA256, "call", ChecksumAlgorithm.SHA256.hex("call", secret));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void hashesTheirPartsTogether(ChecksumAlgorithm algorithm, String hex) {
        assertThat(algorithm.hex("abc")).isEqualTo(hex);
        assertThat(algorithm.hex("a", "", "bc")).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"40, SHA1", "64, SHA256", "96, SHA384", "128, SHA512"})
    void lengthTellsTheAlgorithm(int length, ChecksumAlgorithm algorithm) {
        assertThat(ChecksumAlgorithm.byLength(length)).contains(algorithm);
        assertThat(algorithm.hex("x")).hasSize(length);
        assertThat(ChecksumAlgorithm.byLength(length + 1)).isEmpty();
    }

    @Test
    void hintTellsTheSecretsApart() {
        assertThat(signer("first")).isPresent().isNotEqualTo(signer("second"));
        assertThat(signer("first").orElseThrow()).hasSize(8);
        assertThat(signer("third")).isEmpty();
    }

    @Test
    void signingSecretComesFirst() {
        assertThat(SECRETS.startingWith(signer("second"))).containsExactly("second", "first");
        assertThat(SECRETS.startingWith(Optional.empty())).containsExactly("first", "second");
        assertThat(SECRETS.startingWith(Optional.of("unknown"))).containsExactly("first", "second");
    }

    @Test
    void blankSecretIsNotAllowed() {
        assertThatThrownBy(() -> new SharedSecrets(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SharedSecrets(List.of("a", " "))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textHasNoSecrets() {
        assertThat(SECRETS).hasToString("SharedSecrets[2]");
    }
}
