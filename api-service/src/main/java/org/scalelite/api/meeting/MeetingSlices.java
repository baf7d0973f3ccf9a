package org.scalelite.api.meeting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.BbbXml;

/**
 * The {@code <meeting>} elements of a server's getMeetings, each tenant's apart, as slices of the very bytes that the
 * server sent: the document is read, to know that it is sound and whose meetings these are, but not written anew.
 */
final class MeetingSlices {
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

    /**
     * Reads an answer.
     *
     * @return the meetings of each tenant that has any, by its id; under the empty text those without a tenant
     * @throws UnreadableException if it is broken or not a success
     */
    static Map<String, byte[]> byTenant(byte[] xml) {
        try {
            Map<String, byte[]> bytes = new HashMap<>();
            new Reading()
                    .slices(xml)
                    .forEach((tenant, slices) -> bytes.put(tenant, new MeetingSlices(xml, slices).toBytes()));
            return bytes;
        } catch (XMLStreamException e) {
            throw new UnreadableException("no well-formed XML: " + e.getMessage());
        }
    }

    /** The elements, one after the other. */
    private byte[] toBytes() {
        byte[] bytes = new byte
                [slices.stream().mapToInt(slice -> slice.end() - slice.start()).sum()];
        int at = 0;
        for (Slice slice : slices) {
            System.arraycopy(xml, slice.start(), bytes, at, slice.end() - slice.start());
            at += slice.end() - slice.start();
        }
        return bytes;
    }

    private static final class Reading {
        private final Map<String, List<Slice>> slices = new HashMap<>();
        private @Nullable String returnCode;
        private long start;
        private boolean inMetadata;
        private String meetingTenant = "";
        private String lastTenant = "";

        Map<String, List<Slice>> slices(byte[] xml) throws XMLStreamException {
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
            int end = (int) reader.getLocationInfo().getEndingByteOffset();
            List<Slice> own = slices.computeIfAbsent(meetingTenant, _ -> new ArrayList<>());
            if (!own.isEmpty() && meetingTenant.equals(lastTenant)) {
                own.set(own.size() - 1, new Slice(own.getLast().start(), end));
            } else {
                own.add(new Slice((int) start, end));
            }
            lastTenant = meetingTenant;
        }
    }
}
