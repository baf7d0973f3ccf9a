package org.scalelite.common.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.config.Variables;
import org.scalelite.common.logging.Causes;

/** Describes the failure of a TLS connection. */
public final class TlsFailure {
    private TlsFailure() {}

    /** The message of a failure; for a certificate with its problem and the remedy. */
    public static String describe(Throwable failure) {
        return advice(failure)
                .map(advice -> message(Causes.root(failure)) + ": " + advice)
                .orElseGet(() -> message(failure));
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }

    /** What to do where a certificate is the cause; empty if it is not. */
    public static Optional<String> advice(Throwable failure) {
        List<Throwable> causes = Causes.of(failure);
        if (causes.stream().anyMatch(CertPathBuilderException.class::isInstance)) {
            return Optional.of(
                    "its certificate is of an authority that this process does not trust: give the authority's in "
                            + Variables.TLS_CA_FILE.name());
        }
        return causes.stream().anyMatch(CertificateException.class::isInstance)
                ? Optional.of("give it a certificate that is valid and names the host by which it is called")
                : Optional.empty();
    }
}
