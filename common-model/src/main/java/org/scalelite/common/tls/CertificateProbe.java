package org.scalelite.common.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Reads the certificate of a server, valid or not. No data is sent over the connection, so certificates that no client
 * trusts are accepted.
 */
public final class CertificateProbe {
    private static final int HTTPS_PORT = 443;

    private CertificateProbe() {}

    /** The result. */
    public sealed interface Look {
        /**
         * The server has a certificate.
         *
         * @param expires the earliest expiry in its chain
         * @param objection why it is not trusted; empty if it is
         */
        record Seen(Instant expires, Optional<String> objection) implements Look {}

        /** The server was reached, but the TLS handshake failed. */
        record NoTls(String reason) implements Look {}

        /** The server was not reached. */
        record NotReached() implements Look {}
    }

    /**
     * Performs a TLS handshake.
     *
     * @param timeout of the connect, and of each read
     */
    public static Look look(URI api, Duration timeout) {
        int port = api.getPort() < 0 ? HTTPS_PORT : api.getPort();
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(api.getHost(), port), millis);
            plain.setSoTimeout(millis);
            return handshake(plain, api.getHost(), port);
        } catch (IOException _) {
            return new Look.NotReached();
        }
    }

    private static Look handshake(Socket plain, String host, int port) {
        CertificateRecorder recorder = CertificateRecorder.overDefaults();
        try (SSLSocket socket =
                (SSLSocket) contextOf(recorder).getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            // Enables the check of the host name.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Look.Seen(expiry(recorder.chain()), recorder.objection());
        } catch (SSLException e) {
            return new Look.NoTls(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Look.NoTls(e.toString());
        }
    }

    private static Instant expiry(X509Certificate[] chain) {
        return Arrays.stream(chain)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static SSLContext contextOf(TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java lacks TLS", e);
        }
    }
}
