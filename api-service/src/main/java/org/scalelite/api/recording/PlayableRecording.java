package org.scalelite.api.recording;

import java.util.List;
import org.scalelite.common.recording.Recording;

/**
 * A recording with the addresses that a front-end is given for it.
 *
 * @param formatUrls of its formats, in their order
 */
record PlayableRecording(Recording recording, String origin, List<String> formatUrls) {
    PlayableRecording {
        formatUrls = List.copyOf(formatUrls);
    }

    /** The address of a path on this load balancer. */
    String address(String path) {
        return address(origin, path);
    }

    static String address(String origin, String path) {
        return origin + path;
    }
}
