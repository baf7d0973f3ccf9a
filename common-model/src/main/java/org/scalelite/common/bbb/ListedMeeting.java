package org.scalelite.common.bbb;

import java.util.Map;
import java.util.Optional;

/**
 * A meeting in the answer of a server.
 *
 * @param fields texts by element name, those of metadata with the prefix {@code metadata/}
 * @param start index of its first byte in the list's document
 * @param end index behind its last byte
 */
public record ListedMeeting(Map<String, String> fields, int start, int end) {
    static final String TENANT = "metadata/tenant-id";

    public ListedMeeting {
        fields = Map.copyOf(fields);
    }

    /** The id of its tenant; empty: none. */
    public Optional<String> tenant() {
        return field(TENANT).filter(id -> !id.isEmpty());
    }

    /** Empty if the meeting does not have it. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
