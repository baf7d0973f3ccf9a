package org.scalelite.common.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The provider of the trust managers of this process: those of Java, with additional certificates in the default trust
 * store.
 */
final class AddedTrust extends Provider {
    static final String NAME = "Scalelite";
    private static final long serialVersionUID = 1L;

    private AddedTrust(Provider standard, KeyStore trusted) {
        super(NAME, "1", "Adds the certificates of TLS_CA_FILE to what Java trusts");
        putService(new Trust(this, TrustManagerFactory.getDefaultAlgorithm(), standard, trusted));
    }

    /**
     * The provider.
     *
     * @param standard whose trust managers are used
     */
    static AddedTrust to(Provider standard, List<X509Certificate> added) throws GeneralSecurityException {
        TrustManagerFactory factory = factory(standard);
        factory.init((@Nullable KeyStore) null);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new KeyStoreException("an empty store cannot be made", e);
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate certificate : known.getAcceptedIssuers()) {
                    trusted.setCertificateEntry("java-" + trusted.size(), certificate);
                }
            }
        }
        for (X509Certificate certificate : added) {
            trusted.setCertificateEntry("added-" + trusted.size(), certificate);
        }
        return new AddedTrust(standard, trusted);
    }

    private static TrustManagerFactory factory(Provider standard) throws NoSuchAlgorithmException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm(), standard);
    }

    private static final class Trust extends Service {
        private final Provider standard;
        private final KeyStore trusted;

        Trust(Provider own, String algorithm, Provider standard, KeyStore trusted) {
            super(own, "TrustManagerFactory", algorithm, Factory.class.getName(), List.of(), Map.of());
            this.standard = standard;
            this.trusted = trusted;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return new Factory(factory(standard), trusted);
        }
    }

    private static final class Factory extends TrustManagerFactorySpi {
        private final TrustManagerFactory standard;
        private final KeyStore trusted;

        Factory(TrustManagerFactory standard, KeyStore trusted) {
            this.standard = standard;
            this.trusted = trusted;
        }

        @Override
        protected void engineInit(@Nullable KeyStore named) throws KeyStoreException {
            standard.init(named == null ? trusted : named);
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) throws InvalidAlgorithmParameterException {
            standard.init(parameters);
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return standard.getTrustManagers();
        }
    }
}
