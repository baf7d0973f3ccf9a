package org.scalelite.common.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.logging.Causes;

/** Accepts every certificate, and records it with the reason why it is not trusted. */
final class CertificateRecorder extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager defaults;
    private X509Certificate[] chain = {};
    private Optional<String> objection = Optional.empty();

    private CertificateRecorder(X509ExtendedTrustManager defaults) {
        this.defaults = defaults;
    }

    /** With the default certificate authorities of Java. */
    static CertificateRecorder overDefaults() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((@Nullable KeyStore) null);
            return new CertificateRecorder(Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java's certificate authorities cannot be read", e);
        }
    }

    X509Certificate[] chain() {
        return chain.clone();
    }

    Optional<String> objection() {
        return objection;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        chain = certificates.clone();
        try {
            defaults.checkServerTrusted(certificates, authType, socket);
        } catch (CertificateException e) {
            objection = Optional.of(String.valueOf(Causes.root(e).getMessage()));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only for sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) throws CertificateException {
        throw new CertificateException("only for sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType) throws CertificateException {
        throw new CertificateException("only for servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return defaults.getAcceptedIssuers();
    }
}
