package org.scalelite.api.console.page;

import java.time.Instant;
import java.util.Map;
import org.scalelite.common.meeting.KnownMeeting;

/**
 * A meeting in a table.
 *
 * @param tenant id of it; empty: none
 * @param server id of it
 * @param since empty: not known
 */
public record MeetingRow(String tenant, String id, String server, String since) {
    public static MeetingRow of(KnownMeeting meeting) {
        return new MeetingRow(
                meeting.key().tenantText(),
                meeting.key().meetingId(),
                meeting.server().value(),
                meeting.assignedAt().equals(Instant.EPOCH)
                        ? ""
                        : meeting.assignedAt().toString());
    }

    public String link() {
        return Link.meeting(tenant, id);
    }

    /** The id, shortened. */
    public String shortId() {
        return Beginning.of(id);
    }

    /** The meetings of the same tenant. */
    public String tenantLink() {
        return Link.to("/meetings", Map.of("tenant", tenant));
    }

    public String serverLink() {
        return Link.server(server);
    }
}
