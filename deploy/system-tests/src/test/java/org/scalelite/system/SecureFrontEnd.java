package org.scalelite.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.testing.TestTimeout;

/** A front-end and a browser that speak TLS to localhost, call it by its public name, and trust one certificate. */
record SecureFrontEnd(int port, String host, FrontEnd signer, HttpClient http) {
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    SecureFrontEnd(int port, String host, String secret, Path certificate) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(DEADLINE)
                .build();
        this(port, host, new FrontEnd(URI.create("http://127.0.0.1:" + port), secret), http);
    }

    private static SSLContext trusting(Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signed call with parameters as name, value, name, value. */
    Answer call(String call, String... parameters) {
        URI signed = signer.signed(call, FrontEnd.map(parameters));
        return get(signed.getRawPath() + "?" + signed.getRawQuery());
    }

    /** A signed call of the admin API. */
    Answer admin(String call) {
        return get("/scalelite/api/" + call + "?checksum=" + signer.checksum("SHA-256", call));
    }

    /** A path of the public address, with headers as name, value, name, value. */
    Answer get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + pathAndQuery))
                // Allowed by jdk.httpclient.allowRestrictedHeaders.
                .header("Host", host);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return FrontEnd.send(http, request);
    }
}
