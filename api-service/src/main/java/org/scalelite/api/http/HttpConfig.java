package org.scalelite.api.http;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Which requests are taken, and how much of them.
 *
 * @param urlHost the only host to be called as; empty: any
 * @param multitenancy whether hosts name tenants
 * @param multitenancyDefault whether a host that is no tenant's is served without a tenant
 * @param algorithms checksums that are accepted
 * @param maxBodyBytes largest body of a request
 * @param checksumFailuresPerMinute wrong checksums of one source that are answered as usual
 * @param maxInFlight most requests in flight
 * @param maxConnections most connections that are open
 * @param headerTimeout within which the whole header of a request has to come in
 * @param bodyTimeout within which a body has to come in, besides the time that its size needs
 */
@Singleton
public record HttpConfig(
        Optional<String> urlHost,
        boolean multitenancy,
        boolean multitenancyDefault,
        SharedSecrets secrets,
        Set<ChecksumAlgorithm> algorithms,
        boolean strictFormChecksum,
        boolean getMeetingsDisabled,
        boolean recordingsDisabled,
        long maxBodyBytes,
        int checksumFailuresPerMinute,
        int maxInFlight,
        int maxConnections,
        Duration headerTimeout,
        Duration bodyTimeout) {
    private static final int MIB_SHIFT = 20;

    public HttpConfig {
        algorithms = Set.copyOf(algorithms);
    }

    /** From the environment. */
    @Creator
    public static HttpConfig of(Settings settings) {
        List<String> secrets = new ArrayList<>();
        secrets.add(settings.require(Variables.LOADBALANCER_SECRET));
        secrets.addAll(settings.get(Variables.LOADBALANCER_SECRETS));
        List<ChecksumAlgorithm> algorithms = settings.get(Variables.LOADBALANCER_CHECKSUM_ALGORITHM);
        return new HttpConfig(
                settings.get(Variables.URL_HOST),
                settings.get(Variables.MULTITENANCY_ENABLED),
                settings.get(Variables.MULTITENANCY_DEFAULT),
                new SharedSecrets(secrets),
                algorithms.isEmpty() ? Set.of(ChecksumAlgorithm.values()) : Set.copyOf(algorithms),
                settings.get(Variables.STRICT_FORM_CHECKSUM),
                settings.get(Variables.GET_MEETINGS_API_DISABLED),
                settings.get(Variables.RECORDING_DISABLED) || settings.get(Variables.DB_DISABLED),
                (long) settings.get(Variables.MAX_BODY_MIB) << MIB_SHIFT,
                settings.get(Variables.CHECKSUM_FAILURES_PER_MINUTE),
                settings.get(Variables.MAX_REQUESTS_IN_FLIGHT),
                settings.get(Variables.MAX_CONNECTIONS),
                settings.get(Variables.REQUEST_HEADER_TIMEOUT),
                settings.get(Variables.REQUEST_BODY_TIMEOUT));
    }

    /** Whether requests for this host are ours. */
    public boolean isOwnHost(String host) {
        return urlHost.map(own -> host.equals(own) || (multitenancy && host.endsWith("." + own)))
                .orElse(true);
    }
}
