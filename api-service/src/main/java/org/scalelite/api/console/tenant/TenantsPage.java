package org.scalelite.api.console.tenant;

import java.util.List;
import java.util.Map;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
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

    /** The address of a tenant. */
    public static String link(String id) {
        return Link.to("/tenant", Map.of("id", id));
    }
}
