package org.scalelite.common.lrs;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.common.tenant.LrsSettings;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The payloads for the learning record stores of tenants (specification, section 8). */
@Singleton
public final class LrsPayloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LrsPayloads.class);

    private final LrsTokens tokens;

    @Inject
    public LrsPayloads() {
        this(Ticker.systemTicker());
    }

    LrsPayloads(Ticker clock) {
        this.tokens = new LrsTokens(clock);
    }

    /**
     * The payload for a meeting of a tenant; empty if the tenant has no store, or without credentials, which is logged.
     * It may wait for a token for up to {@link TokenClient#TIMEOUT}.
     */
    public Optional<LrsPayload> of(Tenant tenant, String meetingId) {
        return tenant.lrs().flatMap(settings -> switch (settings) {
            case LrsSettings.Basic(String endpoint, String username, String password) ->
                Optional.of(LrsPayload.withPassword(endpoint, username, password));
            case LrsSettings.Keycloak keycloak ->
                switch (tokens.of(keycloak)) {
                    case TokenClient.Answer.Token token ->
                        Optional.of(LrsPayload.withToken(keycloak.endpoint(), token.text()));
                    case TokenClient.Answer.Refused(String reason) ->
                        withoutPayload(
                                tenant, meetingId, "%s gave no token: %s".formatted(keycloak.tokenUrl(), reason));
                };
            case LrsSettings.Incomplete(var missing) ->
                withoutPayload(tenant, meetingId, missing.text() + " is missing: set it for the tenant");
        });
    }

    private static Optional<LrsPayload> withoutPayload(Tenant tenant, String meetingId, String reason) {
        LOG.warn("Meeting {} of tenant {} does not report to its LRS: {}", meetingId, tenant.name(), reason);
        return Optional.empty();
    }

    @Override
    @PreDestroy
    public void close() {
        tokens.close();
    }
}
