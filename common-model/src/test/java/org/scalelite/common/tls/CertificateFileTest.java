package org.scalelite.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestAuthority;

/** Valid certificate files, and the errors for invalid ones. */
class CertificateFileTest {
    private static Path directory;
    private static TestAuthority authority;

    @BeforeAll
    static void make(@TempDir Path temporary) {
        directory = temporary;
        authority = TestAuthority.in(temporary);
    }

    private static Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "ca", ".pem"), content);
    }

    private static void fails(Path file, Instant now, String cause) {
        assertThatThrownBy(() -> TrustedAuthorities.install(Settings.of(Map.of("TLS_CA_FILE", file.toString())), now))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("TLS_CA_FILE names %s, which ".formatted(file))
                .hasMessageContaining(cause);
    }

    @Test
    void readsCertificatesBesideCommentsAndKeys() throws IOException {
        Path file =
                file("# Ours\n" + Files.readString(authority.serverKey()) + Files.readString(authority.certificate())
                        + "\n# theirs\n" + Files.readString(authority.serverCertificate()));
        assertThat(CertificateFile.read(file, Instant.now()).certificates()).hasSize(3);
    }

    @Test
    void namesTheFileAndTheCause() throws IOException {
        Instant now = Instant.now();
        fails(directory.resolve("missing.pem"), now, "does not exist");
        fails(directory, now, "cannot be read (");
        fails(file(""), now, "holds no certificate");
        fails(authority.serverKey(), now, "holds no certificate: give a PEM file");
        fails(file(Files.readString(authority.certificate()).replace("MII", "AAA")), now, "that cannot be read (");
        fails(
                authority.certificate(),
                now.plus(Duration.ofDays(10)),
                "holds nothing that is valid: the certificate of CN=Authority of a test expired on 20");
    }

    @Test
    void skipsAnExpiredCertificateBesideAValidOne(@TempDir Path other) throws IOException {
        TestAuthority old = TestAuthority.in(other, 10, 5);
        Path file = file(Files.readString(old.certificate()) + Files.readString(authority.certificate()));
        CertificateFile read = CertificateFile.read(file, Instant.now());
        assertThat(read.certificates()).hasSize(2);
        assertThat(read.expired(Instant.now()))
                .singleElement()
                .asString()
                .startsWith("the certificate of CN=Authority of a test expired on 20");
    }
}
