package org.scalelite.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** A front-end and a browser that speak TLS to localhost, call it by its public name, and trust one certificate. */
final class SecureFrontEnd {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final int port;
    private final String host;
    private final FrontEnd signer;
    private final HttpClient http;

    SecureFrontEnd(int port, String host, String secret, Path certificate) {
        this.port = port;
        this.host = host;
        this.signer = new FrontEnd(URI.create("http://127.0.0.1:" + port), secret);
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(DEADLINE)
                .build();
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
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        URI signed = signer.signed(call, map);
        return get(signed.getRawPath() + "?" + signed.getRawQuery());
    }

    /** A signed call of the admin API. */
    Answer admin(String call) {
        return get("/scalelite/api/" + call + "?checksum=" + signer.checksum("SHA-256", call));
    }

    /** A path of the public address, with headers as name, value, name, value. */
    Answer get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + pathAndQuery))
                .timeout(DEADLINE)
                // Allowed by jdk.httpclient.allowRestrictedHeaders.
                .header("Host", host);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
