package org.scalelite.common.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.scalelite.stores.RedisServer;

/**
 * A certificate authority of a test's own, by the JDK's keytool, and a server's certificate that it has signed, for
 * localhost and 127.0.0.1.
 *
 * @param certificate of the authority, as PEM
 * @param serverCertificate with its chain, as PEM
 * @param serverKey as PEM
 */
public record TestAuthority(Path certificate, Path serverCertificate, Path serverKey, SSLContext server) {
    /** Makes one that is valid from now on. */
    public static TestAuthority in(Path directory) {
        return in(directory, 0, 2);
    }

    /**
     * Makes one.
     *
     * @param since how many days ago it began
     * @param days how long it is valid from then on
     */
    public static TestAuthority in(Path directory, int since, int days) {
        Path store = directory.resolve("authority.p12");
        String[] validity = Keytool.validity(since, days);
        generate(store, validity, "ca", "CN=Authority of a test", "-ext", "bc:critical=ca:true");
        generate(store, validity, "server", "CN=localhost", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
        try {
            return of(store, directory);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path store, String[] validity, String alias, String name, String... more) {
        String[] own = {"-keyalg", "EC", "-alias", alias, "-dname", name};
        Keytool.generate(
                store,
                validity,
                Stream.concat(Arrays.stream(own), Arrays.stream(more)).toArray(String[]::new));
    }

    private static TestAuthority of(Path file, Path directory) throws IOException, GeneralSecurityException {
        KeyStore store = Keytool.open(file);
        Certificate[] chain = store.getCertificateChain("server");
        return new TestAuthority(
                Keytool.pem(directory.resolve("ca.pem"), "CERTIFICATE", List.of(encoded(store.getCertificate("ca")))),
                Keytool.pem(
                        directory.resolve("server.pem"),
                        "CERTIFICATE",
                        Arrays.stream(chain).map(TestAuthority::encoded).toList()),
                Keytool.pem(
                        directory.resolve("server.key"),
                        "PRIVATE KEY",
                        List.of(store.getKey("server", Keytool.PASSWORD.toCharArray())
                                .getEncoded())),
                context(store, chain));
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyStore all, Certificate[] chain) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "server", all.getKey("server", Keytool.PASSWORD.toCharArray()), Keytool.PASSWORD.toCharArray(), chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, Keytool.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Lines of a configuration that make Redis or a Sentinel speak TLS on this port. */
    public List<String> redisLines(int port) {
        return List.of(
                "tls-port " + port,
                "tls-cert-file " + serverCertificate,
                "tls-key-file " + serverKey,
                "tls-ca-cert-file " + certificate,
                "tls-auth-clients no",
                "tls-replication yes");
    }

    /** A Redis that speaks TLS on this port. */
    public RedisServer redis(int port) {
        return RedisServer.start(redisLines(port).stream()
                .flatMap(line -> Arrays.stream(("--" + line).split(" ", 2)))
                .toArray(String[]::new));
    }

    /** What ends TLS before a port of this machine. */
    public TlsFront before(int port) {
        return new TlsFront(server, port);
    }
}
