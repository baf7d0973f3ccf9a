package org.scalelite.common.meeting;

import java.util.Optional;

/** The parent of a breakout room: BBB accepts its internal id as well as its meeting id. */
record BreakoutParent(MeetingDirectory meetings) {
    /** The meeting id of a parent; unchanged if it is not the internal id of a known meeting. */
    String meetingId(MeetingKey breakout, String parent) {
        Optional<InternalId> internal = InternalId.of(parent);
        if (internal.isEmpty()) {
            return parent;
        }
        // Front-ends rarely create breakout rooms, so there is no index, which would slow down every create.
        return meetings.all().stream()
                .map(KnownMeeting::key)
                .filter(key -> key.tenantId().equals(breakout.tenantId()))
                .map(MeetingKey::meetingId)
                .filter(internal.get()::isOf)
                .findFirst()
                .orElse(parent);
    }
}
