package org.scalelite.api.meeting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.BbbXml;

/**
 * The {@code <meeting>} elements of a server's getMeetings that one tenant may see, as slices of the very bytes that the
 * server sent: the document is read, to know that it is sound and whose meetings these are, but not written anew.
 */
final class MeetingSlices {
    private static final MeetingSlices NONE = new MeetingSlices(new byte[0], List.of());
    private static final int MEETING_DEPTH = 3;
    private static final int METADATA_DEPTH = 4;
    private static final int TENANT_DEPTH = 5;

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
            return new MeetingSlices(xml, new Reading(tenant.orElse("")).slices(xml));
        } catch (XMLStreamException e) {
            throw new UnreadableException("no well-formed XML: " + e.getMessage());
        }
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

    private static final class Reading {
        private final String tenant;
        private final List<Slice> slices = new ArrayList<>();
        private @Nullable String returnCode;
        private long start;
        private boolean inMetadata;
        private String meetingTenant = "";
        private boolean skippedSinceSlice;

        Reading(String tenant) {
            this.tenant = tenant;
        }

        List<Slice> slices(byte[] xml) throws XMLStreamException {
            XMLStreamReader2 reader = BbbXml.reader(xml);
            try {
                while (reader.hasNext()) {
                    switch (BbbXml.next(reader)) {
                        case XMLStreamConstants.START_ELEMENT -> started(reader);
                        case XMLStreamConstants.END_ELEMENT -> ended(reader);
                        default -> {
                            // Text is looked at where it matters.
                        }
                    }
                }
            } finally {
                reader.close();
            }
            if (!"SUCCESS".equals(returnCode)) {
                throw new UnreadableException("returncode " + returnCode);
            }
            return slices;
        }

        private void started(XMLStreamReader2 reader) throws XMLStreamException {
            int depth = reader.getDepth();
            if (depth == 2 && reader.getLocalName().equals("returncode")) {
                returnCode = BbbXml.text(reader);
            } else if (depth == MEETING_DEPTH && reader.getLocalName().equals("meeting")) {
                start = reader.getLocationInfo().getStartingByteOffset();
                meetingTenant = "";
            } else if (depth == METADATA_DEPTH) {
                inMetadata = reader.getLocalName().equals("metadata");
            } else if (depth == TENANT_DEPTH
                    && inMetadata
                    && reader.getLocalName().equals("tenant-id")) {
                meetingTenant = BbbXml.text(reader);
            }
        }

        private void ended(XMLStreamReader2 reader) throws XMLStreamException {
            if (reader.getDepth() != MEETING_DEPTH || !reader.getLocalName().equals("meeting")) {
                return;
            }
            if (!meetingTenant.equals(tenant)) {
                skippedSinceSlice = true;
                return;
            }
            int end = (int) reader.getLocationInfo().getEndingByteOffset();
            if (!slices.isEmpty() && !skippedSinceSlice) {
                slices.set(slices.size() - 1, new Slice(slices.getLast().start(), end));
            } else {
                slices.add(new Slice((int) start, end));
            }
            skippedSinceSlice = false;
        }
    }
}
