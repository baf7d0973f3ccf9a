package org.scalelite.api.playback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.scalelite.common.testing.Keytool;

/** A self-signed certificate of keytool, trusted by its own clients only. */
record SelfSigned(Path certificate, Path key, SSLSocketFactory clients) {
    static SelfSigned in(Path directory) {
        try {
            Files.createDirectories(directory);
            Path store = directory.resolve("store.p12");
            Files.deleteIfExists(store);
            Keytool.generate(
                    store,
                    Keytool.validity(0, 2),
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-alias",
                    "it",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1");
            return of(store, directory);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SelfSigned of(Path file, Path directory) throws IOException, GeneralSecurityException {
        KeyStore store = Keytool.open(file);
        Path certificate = Keytool.pem(
                directory.resolve("fullchain.pem"),
                "CERTIFICATE",
                List.of(store.getCertificate("it").getEncoded()));
        Path key = Keytool.pem(
                directory.resolve("privkey.pem"),
                "PRIVATE KEY",
                List.of(store.getKey("it", Keytool.PASSWORD.toCharArray()).getEncoded()));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("it"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return new SelfSigned(certificate, key, context.getSocketFactory());
    }
}
