package org.scalelite.api.operator;

import jakarta.inject.Singleton;
import java.util.Map;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.meeting.MeetingEnd;
import org.scalelite.common.meeting.MeetingLocation;

/** What operators do with meetings. */
@Singleton
public record MeetingActions(MeetingEnd end, AuditLog audit) {

    /** Ends a meeting that was just found: at its server, then in the registry. */
    public MeetingEnd.Result end(Actor actor, MeetingLocation found) {
        MeetingEnd.Result result = end.end(found.meeting());
        if (result instanceof MeetingEnd.Result.Ended) {
            audit.write(
                    actor,
                    "meeting.end",
                    found.meeting().meetingId(),
                    Map.of(
                            "server_id", found.server().value(),
                            "tenant_id", found.meeting().tenantText()),
                    Map.of());
        }
        return result;
    }
}
