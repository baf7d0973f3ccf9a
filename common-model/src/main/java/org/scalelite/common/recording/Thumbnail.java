package org.scalelite.common.recording;

import java.util.Optional;

/**
 * A preview image of a playback format.
 *
 * @param url path and query, without a host
 */
public record Thumbnail(Optional<Integer> width, Optional<Integer> height, Optional<String> alt, String url) {}
