package org.scalelite.api.listing;

import java.time.Duration;

/**
 * How fast a reader has to take its list.
 *
 * @param longestPause between two chunks
 * @param bytesPerSecond at least, on average, after the first {@code longestPause}
 */
public record ReaderPace(Duration longestPause, long bytesPerSecond) {

    /** The time for so many bytes. */
    Duration timeFor(long bytes) {
        return longestPause.plusSeconds(bytes / bytesPerSecond);
    }
}
