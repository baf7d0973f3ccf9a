package org.scalelite.api.listing;

import java.time.Duration;

/**
 * The minimum speed of a reader.
 *
 * @param maxPause between two chunks
 * @param bytesPerSecond minimum on average, after the first {@code maxPause}
 */
public record ReaderPace(Duration maxPause, long bytesPerSecond) {

    /** The time limit for this number of bytes. */
    Duration timeFor(long bytes) {
        return maxPause.plusSeconds(bytes / bytesPerSecond);
    }
}
