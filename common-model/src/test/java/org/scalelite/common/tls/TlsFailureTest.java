package org.scalelite.common.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What is said of a TLS connection that fails. */
class TlsFailureTest {
    private static IOException handshake(Throwable cause) {
        SSLHandshakeException failure = new SSLHandshakeException("handshake failed");
        failure.initCause(cause);
        return new IOException("cannot connect", failure);
    }

    @Test
    void unknownAuthorityNamesTheVariable() {
        assertThat(TlsFailure.describe(handshake(new CertPathBuilderException("unable to find a path"))))
                .startsWith("unable to find a path: ")
                .contains("TLS_CA_FILE");
    }

    @Test
    void invalidCertificateNamesTheCure() {
        assertThat(TlsFailure.describe(handshake(new CertificateException("No name matching x found"))))
                .startsWith("No name matching x found: ")
                .contains("names the host by which it is called");
    }

    @Test
    void otherFailuresHaveTheirMessage() {
        assertThat(TlsFailure.describe(new IOException("refused"))).isEqualTo("refused");
        assertThat(TlsFailure.describe(new IOException())).isEqualTo("IOException");
        assertThat(TlsFailure.advice(new IOException("refused"))).isEmpty();
    }
}
