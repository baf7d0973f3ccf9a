package org.scalelite.common.bbb;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A meeting in the answer of a server.
 *
 * @param fields texts by element name, those of metadata with the prefix {@code metadata/}
 * @param start index of its first byte in the list's document
 * @param end index behind its last byte
 */
public record ListedMeeting(Map<String, String> fields, int start, int end) {
    /** The field that makes {@link #clients} known: how many attendees there are by the kind of their client. */
    public static final String CLIENTS = "attendees/attendee/clientType";

    static final String TENANT = "metadata/tenant-id";

    private static final Set<String> CLIENT_KINDS = Set.of("html5", "dial-in", "flash");

    public ListedMeeting {
        fields = Map.copyOf(fields);
    }

    /** The id of its tenant; empty: none. */
    public Optional<String> tenant() {
        return field(TENANT).filter(id -> !id.isEmpty());
    }

    /** Attendees by the kind of their client; kinds that BBB does not have are {@code other}. */
    public Map<String, Integer> clients() {
        Map<String, Integer> clients = new TreeMap<>();
        fields.forEach((name, count) -> {
            if (name.startsWith(CLIENTS)) {
                clients.put(name.substring(CLIENTS.length() + 1), Integer.valueOf(count));
            }
        });
        return clients;
    }

    /** The name of a field with a number of attendees. */
    static String clientField(String clientType) {
        String kind = clientType.toLowerCase(Locale.ROOT);
        return CLIENTS + ":" + (CLIENT_KINDS.contains(kind) ? kind : "other");
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
