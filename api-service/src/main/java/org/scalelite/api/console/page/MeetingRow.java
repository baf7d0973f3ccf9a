package org.scalelite.api.console.page;

import java.time.Instant;
import java.util.Map;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;

/**
 * A meeting in a table.
 *
 * @param tenant id of it; empty: none
 * @param server id of it
 * @param since empty: not known
 * @param parent of a breakout room; empty: it is none, or was not created here
 */
public record MeetingRow(String tenant, String id, String server, String since, String parent) {
    /** A known meeting, with the parents of breakout rooms. */
    public static MeetingRow of(KnownMeeting meeting, Map<MeetingKey, String> parents) {
        return new MeetingRow(
                meeting.key().tenantText(),
                meeting.key().meetingId(),
                meeting.server().value(),
                meeting.assignedAt().equals(Instant.EPOCH)
                        ? ""
                        : meeting.assignedAt().toString(),
                parents.getOrDefault(meeting.key(), ""));
    }

    public String link() {
        return Link.meeting(tenant, id);
    }

    /** The id, shortened. */
    public String shortId() {
        return Beginning.of(id);
    }

    public String parentLink() {
        return Link.meeting(tenant, parent);
    }

    /** The id of the parent, shortened. */
    public String shortParent() {
        return Beginning.of(parent);
    }

    /** The meetings of the same tenant. */
    public String tenantLink() {
        return Link.to("/meetings", Map.of("tenant", tenant));
    }

    public String serverLink() {
        return Link.server(server);
    }
}
