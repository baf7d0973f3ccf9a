package org.scalelite.common.tenant;

import java.util.Optional;

/**
 * What a tenant uses, and its limits.
 *
 * @param id of the tenant
 * @param maxMeetings empty: unlimited
 * @param maxUsers empty: unlimited
 */
public record TenantUsage(
        String id, String name, long meetings, long users, Optional<Long> maxMeetings, Optional<Long> maxUsers) {

    /** Whether the tenant gets no more meetings or users. */
    public boolean isAtLimit() {
        return maxMeetings.filter(limit -> meetings >= limit).isPresent()
                || maxUsers.filter(limit -> users >= limit).isPresent();
    }
}
