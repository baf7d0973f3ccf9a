package org.scalelite.api.console.page;

import java.util.List;
import org.scalelite.common.tenant.TenantUsage;

/**
 * The tenants.
 *
 * @param enabled whether multitenancy is
 */
public record TenantsPage(Frame frame, boolean enabled, List<Row> tenants) {
    public TenantsPage {
        tenants = List.copyOf(tenants);
    }

    /** A tenant; limits are empty without one. */
    public record Row(String name, long meetings, String maxMeetings, long users, String maxUsers, boolean isAtLimit) {
        public static Row of(TenantUsage tenant) {
            return new Row(
                    tenant.name(),
                    tenant.meetings(),
                    tenant.maxMeetings().map(String::valueOf).orElse(""),
                    tenant.users(),
                    tenant.maxUsers().map(String::valueOf).orElse(""),
                    tenant.maxMeetings().filter(max -> tenant.meetings() >= max).isPresent()
                            || tenant.maxUsers()
                                    .filter(max -> tenant.users() >= max)
                                    .isPresent());
        }
    }
}
