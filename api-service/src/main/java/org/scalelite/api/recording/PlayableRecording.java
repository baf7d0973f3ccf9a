package org.scalelite.api.recording;

import java.util.List;
import org.scalelite.common.recording.Recording;

/**
 * A recording with its playback URLs.
 *
 * @param formatUrls URLs of its formats, in the same order
 */
record PlayableRecording(Recording recording, String origin, List<String> formatUrls) {
    PlayableRecording {
        formatUrls = List.copyOf(formatUrls);
    }

    /** The URL of a path on this load balancer. */
    String address(String path) {
        return address(origin, path);
    }

    static String address(String origin, String path) {
        return origin + path;
    }
}
