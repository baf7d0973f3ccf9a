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
 * Certificate authorities of the installation's own. They become part of what this process trusts by default, so that
 * every client has them, also one that is added later: Redis and its Sentinels, PostgreSQL, BBB servers, learning record
 * stores, callbacks. A client that is given a trust store of its own is left alone.
 */
public final class TrustedAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedAuthorities.class);

    private TrustedAuthorities() {}

    /**
     * Trusts what {@code TLS_CA_FILE} holds, if it is set, besides what Java trusts. For the start of a process, before
     * there is any client.
     *
     * @throws ConfigurationException that names the file and what is wrong with it
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
                // A command may read its environment more than once.
                return;
            }
            Security.insertProviderAt(AddedTrust.to(standard, file.certificates()), 1);
            // The one that Java makes itself would not ask the provider.
            SSLContext everybodys = SSLContext.getInstance("TLS");
            everybodys.init(null, null, null);
            SSLContext.setDefault(everybodys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java's own certificate authorities cannot be read", e);
        }
    }
}
