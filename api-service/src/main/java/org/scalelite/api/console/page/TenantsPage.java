package org.scalelite.api.console.page;

import java.util.List;
import java.util.Map;
import org.scalelite.common.tenant.TenantUsage;

/**
 * The tenants.
 *
 * @param enabled whether multitenancy is
 */
public record TenantsPage(Frame frame, boolean enabled, List<TenantUsage> tenants) {
    public TenantsPage {
        tenants = List.copyOf(tenants);
    }

    /** The meetings of a tenant. */
    public static String meetings(TenantUsage tenant) {
        return Link.to("/meetings", Map.of("tenant", tenant.id()));
    }
}
