package org.scalelite.api.meeting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;

/**
 * The {@code <meeting>} elements of a server's getMeetings that one tenant may see, as slices of the very bytes that the
 * server sent: the document is read, to know that it is sound and whose meetings these are, but not written anew. Only
 * characters that XML cannot hold are replaced.
 */
final class MeetingSlices {
    private static final MeetingSlices NONE = new MeetingSlices(new byte[0], List.of());

    private final byte[] xml;
    private final List<Slice> slices;

    private MeetingSlices(byte[] xml, List<Slice> slices) {
        this.xml = xml;
        this.slices = slices;
    }

    /** The answer of a server is no sound list of meetings. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    private record Slice(int start, int end) {}

    static MeetingSlices none() {
        return NONE;
    }

    /**
     * Reads an answer.
     *
     * @param tenant whose meetings are wanted; empty: those without a tenant
     * @throws UnreadableException if it is broken or not a success
     */
    static MeetingSlices read(byte[] xml, Optional<String> tenant) {
        try {
            MeetingList list = MeetingList.read(xml, Set.of());
            return new MeetingSlices(list.xml(), slices(list, tenant));
        } catch (MeetingList.UnreadableException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Slice> slices(MeetingList list, Optional<String> tenant) {
        List<Slice> slices = new ArrayList<>();
        for (ListedMeeting meeting : list.meetings()) {
            if (!meeting.tenant().equals(tenant)) {
                continue;
            }
            int last = slices.size() - 1;
            if (last >= 0 && isBlank(list.xml(), slices.get(last).end(), meeting.start())) {
                slices.set(last, new Slice(slices.get(last).start(), meeting.end()));
            } else {
                slices.add(new Slice(meeting.start(), meeting.end()));
            }
        }
        return slices;
    }

    private static boolean isBlank(byte[] xml, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Character.isWhitespace(xml[at])) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** The elements, one after the other, behind this head. */
    byte[] toBytes(byte[] head) {
        int length = head.length
                + slices.stream().mapToInt(slice -> slice.end() - slice.start()).sum();
        byte[] bytes = Arrays.copyOf(head, length);
        int at = head.length;
        for (Slice slice : slices) {
            System.arraycopy(xml, slice.start(), bytes, at, slice.end() - slice.start());
            at += slice.end() - slice.start();
        }
        return bytes;
    }
}
