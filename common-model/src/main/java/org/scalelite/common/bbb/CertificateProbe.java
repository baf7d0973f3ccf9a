package org.scalelite.common.bbb;

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
 * Looks at the certificate of a server, be it valid or not. Nothing is sent over the connection, which is why it may be
 * made with a certificate that {@link BbbClient} refuses.
 */
public final class CertificateProbe {
    private static final int HTTPS_PORT = 443;

    private CertificateProbe() {}

    /** What was seen. */
    public sealed interface Look {
        /**
         * The server has a certificate.
         *
         * @param expires when the first certificate of its chain does
         * @param objection why it is not believed; empty if it is
         */
        record Seen(Instant expires, Optional<String> objection) implements Look {}

        /** The server was reached, but does not speak TLS as we do. */
        record NoTls(String reason) implements Look {}

        /** The server was not reached. */
        record NotReached() implements Look {}
    }

    /**
     * Shakes hands with a server.
     *
     * @param timeout for each step of it: the connection, and each answer
     */
    public static Look look(URI api, Duration timeout) {
        int port = api.getPort() < 0 ? HTTPS_PORT : api.getPort();
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(api.getHost(), port), millis);
            plain.setSoTimeout(millis);
            return shakeHands(plain, api.getHost(), port);
        } catch (IOException _) {
            return new Look.NotReached();
        }
    }

    private static Look shakeHands(Socket plain, String host, int port) {
        CertificateRecorder recorder = CertificateRecorder.overDefaults();
        try (SSLSocket socket =
                (SSLSocket) contextOf(recorder).getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            // Has the recorder's checks compare the name in the certificate with the host, too.
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
