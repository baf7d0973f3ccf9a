package org.scalelite.common.tenant;

import java.util.Optional;

/**
 * What a tenant uses, and its limits.
 *
 * @param maxMeetings empty: unlimited
 * @param maxUsers empty: unlimited
 */
public record TenantUsage(
        String name, long meetings, long users, Optional<Long> maxMeetings, Optional<Long> maxUsers) {}
