package org.scalelite.common.meeting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * The internal id that BBB gives a meeting and its recording (BBB API reference, section 4.2.2).
 *
 * @param hash the SHA-1 of the meeting id, which the time of the create follows
 */
record InternalId(String hash) {
    private static final Pattern PATTERN = Pattern.compile("([0-9a-f]{40})-[0-9]{13}");

    /** Empty if the text is no internal id. */
    static Optional<InternalId> of(String text) {
        Matcher matcher = PATTERN.matcher(text);
        return matcher.matches() ? Optional.of(new InternalId(matcher.group(1))) : Optional.empty();
    }

    /** Whether a meeting of this meeting id has it, or had it in an earlier run. */
    boolean isOf(String meetingId) {
        return ChecksumAlgorithm.SHA1.hex(meetingId).equals(hash);
    }
}
