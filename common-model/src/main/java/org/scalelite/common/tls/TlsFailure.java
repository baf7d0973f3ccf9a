package org.scalelite.common.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.scalelite.common.config.Variables;

/** Describes the failure of a TLS connection. */
public final class TlsFailure {
    private TlsFailure() {}

    /** The message of a failure; for a certificate with its problem and the remedy. */
    public static String describe(Throwable failure) {
        return advice(failure)
                .map(advice -> message(root(failure)) + ": " + advice)
                .orElseGet(() -> message(failure));
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The remedy if a certificate is the cause; otherwise empty. */
    public static Optional<String> advice(Throwable failure) {
        boolean ofCertificate = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return Optional.of(
                        "its certificate is of an authority that this process does not trust: give the authority's in "
                                + Variables.TLS_CA_FILE.name());
            }
            ofCertificate |= cause instanceof CertificateException;
        }
        return ofCertificate
                ? Optional.of("give it a certificate that is valid and names the host by which it is called")
                : Optional.empty();
    }
}
