package org.scalelite.common.meeting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** Which meeting a breakout room belongs to: BBB takes the parent's internal id for it as well as its meeting id. */
final class BreakoutParent {
    /** The SHA-1 of the meeting id, and when the meeting was made (BBB API reference, section 4.2.2). */
    private static final Pattern INTERNAL_ID = Pattern.compile("([0-9a-f]{40})-[0-9]{13}");

    private final MeetingDirectory meetings;

    BreakoutParent(MeetingDirectory meetings) {
        this.meetings = meetings;
    }

    /** The meeting id of a parent; as it was given if that is no internal id of a known meeting. */
    String meetingId(MeetingKey breakout, String parent) {
        Matcher internal = INTERNAL_ID.matcher(parent);
        if (!internal.matches()) {
            return parent;
        }
        String hash = internal.group(1);
        // Front-ends hardly make breakout rooms, BBB does: an index for them would cost every create.
        return meetings.all().stream()
                .map(KnownMeeting::key)
                .filter(key -> key.tenantId().equals(breakout.tenantId()))
                .map(MeetingKey::meetingId)
                .filter(id -> ChecksumAlgorithm.SHA1.hex(id).equals(hash))
                .findFirst()
                .orElse(parent);
    }
}
