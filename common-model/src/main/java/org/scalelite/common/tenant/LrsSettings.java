package org.scalelite.common.tenant;

import java.util.List;
import java.util.Optional;

/** The learning record store (LRS) of a tenant and its credentials (specification, section 8). */
public sealed interface LrsSettings {

    /** Basic authentication. */
    record Basic(String endpoint, String username, String password) implements LrsSettings {
        @Override
        public String toString() {
            return "LRS " + endpoint;
        }
    }

    /** Authentication by a token of Keycloak. */
    record Keycloak(
            String endpoint, String tokenUrl, String clientId, String clientSecret, String username, String password)
            implements LrsSettings {
        @Override
        public String toString() {
            return "LRS " + endpoint + ", tokens from " + tokenUrl;
        }
    }

    record Incomplete(TenantField missing) implements LrsSettings {}

    /** The settings of a tenant; empty without {@code lrs_endpoint}. With a token URL Keycloak is used. */
    static Optional<LrsSettings> of(TenantEntry tenant) {
        return tenant.get(TenantField.LRS_ENDPOINT)
                .map(endpoint -> tenant.get(TenantField.KC_TOKEN_URL).isPresent()
                        ? keycloak(tenant, endpoint)
                        : basic(tenant, endpoint));
    }

    private static LrsSettings basic(TenantEntry tenant, String endpoint) {
        return missing(tenant, List.of(TenantField.LRS_USERNAME, TenantField.LRS_PASSWORD))
                .orElseGet(() -> new Basic(
                        endpoint, value(tenant, TenantField.LRS_USERNAME), value(tenant, TenantField.LRS_PASSWORD)));
    }

    private static LrsSettings keycloak(TenantEntry tenant, String endpoint) {
        List<TenantField> needed = List.of(
                TenantField.KC_CLIENT_ID,
                TenantField.KC_CLIENT_SECRET,
                TenantField.KC_USERNAME,
                TenantField.KC_PASSWORD);
        return missing(tenant, needed)
                .orElseGet(() -> new Keycloak(
                        endpoint,
                        value(tenant, TenantField.KC_TOKEN_URL),
                        value(tenant, TenantField.KC_CLIENT_ID),
                        value(tenant, TenantField.KC_CLIENT_SECRET),
                        value(tenant, TenantField.KC_USERNAME),
                        value(tenant, TenantField.KC_PASSWORD)));
    }

    private static Optional<LrsSettings> missing(TenantEntry tenant, List<TenantField> needed) {
        return needed.stream()
                .filter(field -> tenant.get(field).isEmpty())
                .findFirst()
                .map(Incomplete::new);
    }

    private static String value(TenantEntry tenant, TenantField field) {
        return tenant.get(field).orElse("");
    }
}
