package org.scalelite.common.recording;

import java.util.List;
import java.util.Optional;

/**
 * One way to play a recording.
 *
 * @param format its name, such as {@code presentation} or {@code video}
 * @param url path and query, without a host
 * @param lengthMinutes how long it plays
 * @param processingTime what BBB says that it took, in milliseconds
 */
public record PlaybackFormat(
        String format, String url, int lengthMinutes, Optional<Integer> processingTime, List<Thumbnail> thumbnails) {
    public PlaybackFormat {
        thumbnails = List.copyOf(thumbnails);
    }

    /**
     * A preview image of a playback format.
     *
     * @param url path and query, without a host
     */
    public record Thumbnail(Optional<Integer> width, Optional<Integer> height, Optional<String> alt, String url) {}
}
