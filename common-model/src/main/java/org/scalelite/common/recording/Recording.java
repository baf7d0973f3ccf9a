package org.scalelite.common.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A recording as PostgreSQL knows it.
 *
 * @param id the row's id
 * @param recordId the internal meeting id, which names the recording everywhere
 * @param meetingId the meeting as the front-end called it
 * @param isProtected playback needs a cookie
 * @param metadata by key
 */
public record Recording(
        long id,
        String recordId,
        String meetingId,
        Optional<String> name,
        boolean published,
        RecordingState state,
        boolean isProtected,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Optional<Integer> participants,
        Map<String, String> metadata,
        List<PlaybackFormat> formats) {

    /** Metadata that names the tenant. */
    public static final String TENANT_ID = "tenant-id";

    public Recording {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        formats = List.copyOf(formats);
    }

    /** Whose it is; empty without a tenant. */
    public Optional<String> tenantId() {
        return Optional.ofNullable(metadata.get(TENANT_ID)).filter(id -> !id.isEmpty());
    }

    public Optional<PlaybackFormat> format(String name) {
        return formats.stream().filter(format -> format.format().equals(name)).findFirst();
    }
}
