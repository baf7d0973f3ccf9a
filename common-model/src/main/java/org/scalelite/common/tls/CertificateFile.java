package org.scalelite.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Variables;

/**
 * The certificates of {@code TLS_CA_FILE}.
 *
 * @param certificates in the order of the file; at least one is valid
 */
record CertificateFile(Path path, List<X509Certificate> certificates) {
    /** Larger than the bundles of operating systems. */
    private static final int MAX_BYTES = 4 << 20;

    /** Other content of a PEM file, such as comments and keys, is skipped. */
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----[^-]*-----END (?:X509 )?CERTIFICATE-----");

    CertificateFile {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads the file.
     *
     * @throws ConfigurationException with the file and its problem
     */
    static CertificateFile read(Path path, Instant now) {
        List<X509Certificate> certificates = CERTIFICATE
                .matcher(text(path))
                .results()
                .map(MatchResult::group)
                .map(pem -> certificate(path, pem))
                .toList();
        if (certificates.isEmpty()) {
            throw wrong(path, "holds no certificate: give a PEM file with -----BEGIN CERTIFICATE-----");
        }
        CertificateFile file = new CertificateFile(path, certificates);
        if (file.expired(now).size() == certificates.size()) {
            throw wrong(path, "holds nothing that is valid: " + ended(certificates.getLast()));
        }
        return file;
    }

    /** A line for each expired certificate. */
    List<String> expired(Instant now) {
        return certificates.stream()
                .filter(certificate -> certificate.getNotAfter().toInstant().isBefore(now))
                .map(CertificateFile::ended)
                .toList();
    }

    private static String ended(X509Certificate certificate) {
        return "the certificate of %s expired on %s"
                .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant());
    }

    private static String text(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw wrong(path, "is larger than %d MiB: give the certificates alone".formatted(MAX_BYTES >> 20));
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            throw wrong(path, "does not exist");
        } catch (AccessDeniedException _) {
            throw wrong(path, "cannot be read by this user, %s".formatted(System.getProperty("user.name")));
        } catch (IOException e) {
            throw wrong(path, "cannot be read (%s)".formatted(e.getMessage()));
        }
    }

    private static X509Certificate certificate(Path path, String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw wrong(path, "holds a certificate that cannot be read (%s)".formatted(e.getMessage()));
        }
    }

    private static ConfigurationException wrong(Path path, String cause) {
        return new ConfigurationException("%s names %s, which %s".formatted(Variables.TLS_CA_FILE.name(), path, cause));
    }
}
