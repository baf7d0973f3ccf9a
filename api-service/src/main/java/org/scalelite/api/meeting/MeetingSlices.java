package org.scalelite.api.meeting;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;

/**
 * The {@code <meeting>} elements of a server's getMeetings, each tenant's apart, as slices of the very bytes that the
 * server sent: the document is read, to know that it is sound and whose meetings these are, but not written again. Only
 * characters that XML cannot hold are replaced.
 */
final class MeetingSlices {
    private MeetingSlices() {}

    private record Slice(int start, int end) {}

    /**
     * Reads an answer.
     *
     * @return the meetings of each tenant that has any, by its id; under the empty text those without a tenant
     * @throws MeetingList.UnreadableException if it is broken or not a success
     */
    static Map<String, byte[]> byTenant(byte[] answer) throws MeetingList.UnreadableException {
        MeetingList list = MeetingList.read(answer, Set.of());
        Map<String, List<Slice>> slices = new HashMap<>();
        for (ListedMeeting meeting : list.meetings()) {
            add(meeting, list.xml(), slices.computeIfAbsent(meeting.tenant().orElse(""), _ -> new ArrayList<>()));
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
