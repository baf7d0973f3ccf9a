package org.scalelite.common.meeting;

import java.util.Optional;

/**
 * Identifies a meeting: two tenants with the same meeting id have two meetings.
 *
 * @param tenantId empty: no tenant
 */
public record MeetingKey(Optional<String> tenantId, String meetingId) {

    /** The key of a meeting, with the tenant id of Redis: empty for none. */
    public static MeetingKey of(String tenantText, String meetingId) {
        return new MeetingKey(Optional.of(tenantText).filter(text -> !text.isEmpty()), meetingId);
    }

    /** Both parts as one unique text. */
    public String text() {
        return tenantText() + ':' + meetingId;
    }

    /** The tenant id as stored in Redis: empty for none. */
    public String tenantText() {
        return tenantId.orElse("");
    }

    /** The meeting id, for logs. */
    @Override
    public String toString() {
        return meetingId;
    }
}
