package org.scalelite.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.scalelite.common.testing.Keytool;

/** A certificate of the test's own making, by the JDK's keytool. */
record Certificate(Path store) {
    /**
     * Makes one.
     *
     * @param since how many days ago it began
     * @param days how long it is good from then on
     */
    static Certificate of(Path directory, String host, int since, int days) {
        Path store = directory.resolve(UUID.randomUUID() + ".p12");
        Keytool.generate(
                store,
                Keytool.validity(since, days),
                "-keyalg",
                "EC",
                "-alias",
                "it",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host);
        return new Certificate(store);
    }

    /** For a server that shows it. */
    SSLContext context() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, Keytool.PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, Keytool.PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
