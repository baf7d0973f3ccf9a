package org.scalelite.api.listing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;

/**
 * The {@code <meeting>} elements of an answer, by tenant, as slices of the bytes that the server sent: the document is parsed
 * but not written again. Only characters that are invalid in XML are replaced.
 */
public final class MeetingSlices {
    private MeetingSlices() {}

    private record Slice(int start, int end) {}

    /**
     * Reads an answer of getMeetings.
     *
     * @return the meetings of each tenant that has any, by tenant id; the empty text is the key of meetings without a
     *     tenant
     * @throws MeetingList.UnreadableException if it is malformed or not a success
     */
    public static Map<String, byte[]> byTenant(byte[] answer) throws MeetingList.UnreadableException {
        MeetingList list = MeetingList.read(answer, Set.of());
        return byTenant(list, meeting -> Optional.of(meeting.tenant().orElse("")));
    }

    /**
     * The elements of a list by tenant.
     *
     * @param tenantOf id of the tenant of an element, which may be the empty text; without one the element is left out
     */
    public static Map<String, byte[]> byTenant(MeetingList list, Function<ListedMeeting, Optional<String>> tenantOf) {
        Map<String, List<Slice>> slices = new HashMap<>();
        for (ListedMeeting meeting : list.meetings()) {
            tenantOf.apply(meeting)
                    .ifPresent(
                            tenant -> add(meeting, list.xml(), slices.computeIfAbsent(tenant, _ -> new ArrayList<>())));
        }
        Map<String, byte[]> bytes = new HashMap<>();
        slices.forEach((tenant, own) -> bytes.put(tenant, join(list.xml(), own)));
        return bytes;
    }

    private static void add(ListedMeeting meeting, byte[] xml, List<Slice> own) {
        if (!own.isEmpty() && isBlank(xml, own.getLast().end(), meeting.start())) {
            own.set(own.size() - 1, new Slice(own.getLast().start(), meeting.end()));
        } else {
            own.add(new Slice(meeting.start(), meeting.end()));
        }
    }

    private static boolean isBlank(byte[] xml, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Character.isWhitespace(xml[at])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] join(byte[] xml, List<Slice> slices) {
        int length =
                slices.stream().mapToInt(slice -> slice.end() - slice.start()).sum();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
        slices.forEach(slice -> bytes.write(xml, slice.start(), slice.end() - slice.start()));
        return bytes.toByteArray();
    }
}
