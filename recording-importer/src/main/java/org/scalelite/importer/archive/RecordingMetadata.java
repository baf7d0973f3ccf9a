package org.scalelite.importer.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.recording.PlaybackFormat;

/**
 * The content of the {@code metadata.xml} of one format.
 *
 * @param published whether the BBB server had published it
 * @param metadata what the front-end gave with create
 */
public record RecordingMetadata(
        String recordId,
        String meetingId,
        Optional<String> name,
        boolean published,
        Optional<Integer> participants,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Map<String, String> metadata,
        PlaybackFormat playback) {
    public RecordingMetadata {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
