package org.scalelite.common.tls;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.scalelite.common.config.Settings;

/** The trusted authorities of this process during a test; restored afterwards. */
public final class ProcessTrust implements AutoCloseable {
    private final SSLContext before;

    private ProcessTrust(SSLContext before) {
        this.before = before;
    }

    /** As at the start of a program with this {@code TLS_CA_FILE}. */
    public static ProcessTrust of(Path file) {
        try {
            ProcessTrust trust = new ProcessTrust(SSLContext.getDefault());
            TrustedAuthorities.install(Settings.of(Map.of("TLS_CA_FILE", file.toString())), Instant.now());
            return trust;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Security.removeProvider(AddedTrust.NAME);
        SSLContext.setDefault(before);
    }
}
