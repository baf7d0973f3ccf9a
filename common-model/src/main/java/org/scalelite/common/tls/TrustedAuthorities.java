package org.scalelite.common.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the certificate authorities of the installation to the defaults of this process, for all clients: Redis and
 * Sentinel, PostgreSQL, BBB servers, learning record stores, callbacks. A client with its own trust store is not
 * changed.
 */
public final class TrustedAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedAuthorities.class);

    private TrustedAuthorities() {}

    /**
     * Adds the certificates of {@code TLS_CA_FILE}, if it is set. Must be called before any client is created.
     *
     * @throws ConfigurationException with the file and its problem
     */
    public static void install(Settings settings, Instant now) {
        settings.get(Variables.TLS_CA_FILE).ifPresent(path -> install(path, now));
    }

    private static void install(Path path, Instant now) {
        CertificateFile file = CertificateFile.read(path, now);
        file.expired(now).forEach(line -> LOG.warn("{}: {}", path, line));
        try {
            Provider standard = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
                    .getProvider();
            if (standard instanceof AddedTrust) {
                // Commands may read the environment more than once.
                return;
            }
            Security.insertProviderAt(AddedTrust.to(standard, file.certificates()), 1);
            // The default context of Java would not use the provider.
            SSLContext everybodys = SSLContext.getInstance("TLS");
            everybodys.init(null, null, null);
            SSLContext.setDefault(everybodys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java's own certificate authorities cannot be read", e);
        }
    }
}
