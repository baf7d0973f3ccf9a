package org.scalelite.common.meeting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** The parent of a breakout room: BBB accepts its internal id as well as its meeting id. */
record BreakoutParent(MeetingDirectory meetings) {
    /** The SHA-1 of the meeting id and the creation time (BBB API reference, section 4.2.2). */
    private static final Pattern INTERNAL_ID = Pattern.compile("([0-9a-f]{40})-[0-9]{13}");

    /** The meeting id of a parent; unchanged if it is not the internal id of a known meeting. */
    String meetingId(MeetingKey breakout, String parent) {
        Matcher internal = INTERNAL_ID.matcher(parent);
        if (!internal.matches()) {
            return parent;
        }
        String hash = internal.group(1);
        // Front-ends rarely create breakout rooms, so there is no index, which would slow down every create.
        return meetings.all().stream()
                .map(KnownMeeting::key)
                .filter(key -> key.tenantId().equals(breakout.tenantId()))
                .map(MeetingKey::meetingId)
                .filter(id -> ChecksumAlgorithm.SHA1.hex(id).equals(hash))
                .findFirst()
                .orElse(parent);
    }
}
