package org.scalelite.api.bbb;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantDirectory;

/**
 * Whose host is called (specification, section 7): with multitenancy, the first label of its name is a tenant's. With
 * {@code MULTITENANCY_DEFAULT}, a host that is no tenant's is the load balancer's own, as if there were no tenants.
 */
@Singleton
public record TenantHosts(HttpConfig config, TenantDirectory tenants) {
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    /** Whose a host is. */
    public sealed interface Owner {
        /** The host of one tenant. */
        record OfTenant(Tenant tenant) implements Owner {}

        /** The load balancer's own. */
        record NoTenant() implements Owner {}

        /** It must not be called. */
        record Unknown() implements Owner {}

        /** The tenant, if there is one. */
        default Optional<Tenant> asTenant() {
            return switch (this) {
                case OfTenant(Tenant tenant) -> Optional.of(tenant);
                case NoTenant(), Unknown() -> Optional.empty();
            };
        }
    }

    /** Whose this host is, as {@link org.scalelite.api.http.Origin#hostOf} reads it. */
    public Owner ownerOf(String host) {
        if (!config.multitenancy() || isOwn(host)) {
            return new Owner.NoTenant();
        }
        String label = firstLabel(host);
        Optional<Tenant> tenant = tenants.named(label);
        if (tenant.isPresent()) {
            return new Owner.OfTenant(tenant.get());
        }
        // The name of a tenant without secrets is still the tenant's.
        return config.multitenancyDefault() && !tenants.isTaken(label) ? new Owner.NoTenant() : new Owner.Unknown();
    }

    /** Hosts that have no label of a tenant. Without a default they are not served, so a label is looked for. */
    private boolean isOwn(String host) {
        return config.multitenancyDefault()
                && (config.urlHost().equals(Optional.of(host))
                        || IP_ADDRESS.matcher(host).matches());
    }

    private static String firstLabel(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
