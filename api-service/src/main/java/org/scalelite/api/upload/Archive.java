package org.scalelite.api.upload;

import java.util.regex.Pattern;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.server.ServerId;

/**
 * The archive that a BBB server announces.
 *
 * @param sender the server
 * @param sha256 of the complete archive, in lower-case hexadecimal digits
 * @param size in bytes
 */
record Archive(ServerId sender, SafeSegment recordId, String sha256, long size) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int DIGITS_IN_NAME = 16;
    // File systems take 255 bytes, and the digest and the suffixes need room.
    private static final int MAX_RECORD_ID_LENGTH = 200;

    Archive {
        if (!isNameable(recordId) || !SHA256.matcher(sha256).matches() || size <= 0) {
            throw new IllegalArgumentException("invalid archive: " + recordId + ", " + sha256 + ", " + size + " bytes");
        }
    }

    static boolean isNameable(SafeSegment recordId) {
        return recordId.value().length() <= MAX_RECORD_ID_LENGTH;
    }

    /** Its name in the spool when it is complete. */
    String fileName() {
        return stem() + ".tar";
    }

    /** Its name during the upload; importers skip files that begin with a dot. */
    String partialName() {
        return "." + stem() + PartialFile.SUFFIX;
    }

    private String stem() {
        return recordId + "-" + sha256.substring(0, DIGITS_IN_NAME);
    }
}
