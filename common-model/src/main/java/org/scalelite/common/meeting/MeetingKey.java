package org.scalelite.common.meeting;

import java.util.Optional;

/**
 * The only way to name a meeting: two tenants that use the same meeting id have two meetings.
 *
 * @param tenantId empty: no tenant
 */
public record MeetingKey(Optional<String> tenantId, String meetingId) {

    /** The tenant's id as Redis has it: empty for none. */
    String tenantText() {
        return tenantId.orElse("");
    }
}
