package org.scalelite.common.meeting;

import java.util.Optional;

/**
 * The only way to name a meeting: two tenants that use the same meeting id have two meetings.
 *
 * @param tenantId empty: no tenant
 */
public record MeetingKey(Optional<String> tenantId, String meetingId) {

    /** The key of a meeting, as Redis has its tenant: empty for none. */
    public static MeetingKey of(String tenantText, String meetingId) {
        return new MeetingKey(Optional.of(tenantText).filter(text -> !text.isEmpty()), meetingId);
    }

    /** Both parts as one text, which no other meeting has. */
    public String text() {
        return tenantText() + ':' + meetingId;
    }

    /** The tenant's id as Redis has it: empty for none. */
    public String tenantText() {
        return tenantId.orElse("");
    }

    /** The id that the front-end gave it, for logs. */
    @Override
    public String toString() {
        return meetingId;
    }
}
