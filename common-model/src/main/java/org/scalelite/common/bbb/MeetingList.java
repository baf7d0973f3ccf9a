package org.scalelite.common.bbb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.scalelite.common.xml.LenientXml;

/**
 * The answer of getMeetings or getSessions (BBB reference, sections 4.7 and 4.8): the only reader of its {@code <meeting>}
 * elements.
 *
 * @param xml the answer in UTF-8, repaired by {@link LenientXml}; the meetings have offsets into it
 */
public record MeetingList(byte[] xml, List<ListedMeeting> meetings) {
    private static final List<String> MEETING = List.of("response", "meetings", "meeting");
    private static final List<String> SESSION = List.of("response", "sessions", "meeting");
    private static final String METADATA = "metadata";
    private static final String ATTENDEES = "attendees";
    private static final int MEETING_DEPTH = 3;

    /** Below the meeting: attendees, attendee, and its fields. */
    private static final int ATTENDEE_DEPTH = 3;

    public MeetingList {
        meetings = List.copyOf(meetings);
    }

    /** The answer is not a valid list of meetings. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads an answer.
     *
     * @param fieldNames names of the fields to read, those of metadata with the prefix {@code metadata/}; the tenant is
     *     always read
     * @throws UnreadableException if it is malformed or not a success
     */
    public static MeetingList read(byte[] xml, Set<String> fieldNames) throws UnreadableException {
        return read(xml, MEETING, fieldNames);
    }

    /**
     * Reads an answer of getSessions: one element for each user, whose meetingID is the internal id.
     *
     * @throws UnreadableException if it is malformed or not a success
     */
    public static MeetingList readSessions(byte[] xml) throws UnreadableException {
        return read(xml, SESSION, Set.of("meetingID"));
    }

    private static MeetingList read(byte[] xml, List<String> path, Set<String> fieldNames) throws UnreadableException {
        Reading reading = new Reading(path, fieldNames);
        byte[] repaired;
        try {
            repaired = LenientXml.repair(xml);
            reading.readDocument(repaired);
        } catch (XMLStreamException e) {
            throw new UnreadableException("no well-formed XML: " + e.getMessage());
        }
        if (!reading.returnCode.equals(Optional.of("SUCCESS"))) {
            throw new UnreadableException("returncode " + reading.returnCode.orElse("missing")
                    + reading.messageKey.map(key -> ", " + key).orElse(""));
        }
        return new MeetingList(repaired, reading.meetings);
    }

    @Override
    public String toString() {
        return "MeetingList[" + meetings.size() + " meetings]";
    }

    private static final class Reading {
        private final List<String> path;
        private final Set<String> fieldNames;
        private final boolean countsClients;
        private final List<ListedMeeting> meetings = new ArrayList<>();
        private final Map<String, String> fields = new HashMap<>();
        private Optional<String> returnCode = Optional.empty();
        private Optional<String> messageKey = Optional.empty();

        /** The number of open elements on the path to a meeting. */
        private int onPath;

        private boolean inMetadata;
        private boolean inAttendees;
        private long start;

        Reading(List<String> path, Set<String> fieldNames) {
            this.path = path;
            this.fieldNames = fieldNames;
            this.countsClients = fieldNames.contains(ListedMeeting.CLIENTS);
        }

        void readDocument(byte[] xml) throws XMLStreamException {
            XMLStreamReader2 reader = BbbXml.strictReader(xml);
            try {
                while (reader.hasNext()) {
                    switch (BbbXml.next(reader)) {
                        case XMLStreamConstants.START_ELEMENT -> started(reader);
                        case XMLStreamConstants.END_ELEMENT -> ended(reader);
                        default -> {
                            // Text is read with its element.
                        }
                    }
                }
            } finally {
                reader.close();
            }
        }

        private void started(XMLStreamReader2 reader) throws XMLStreamException {
            int depth = reader.getDepth();
            if (onPath == MEETING_DEPTH) {
                readInMeeting(reader, depth - MEETING_DEPTH);
            } else if (depth == onPath + 1) {
                String name = reader.getLocalName();
                if (name.equals(path.get(onPath))) {
                    enter(reader);
                } else if (depth == 2 && name.equals("returncode") && returnCode.isEmpty()) {
                    returnCode = Optional.of(BbbXml.text(reader));
                } else if (depth == 2 && name.equals("messageKey") && messageKey.isEmpty()) {
                    messageKey = Optional.of(BbbXml.text(reader));
                }
            }
        }

        private void enter(XMLStreamReader2 reader) throws XMLStreamException {
            onPath++;
            if (onPath == MEETING_DEPTH) {
                start = reader.getLocationInfo().getStartingByteOffset();
                fields.clear();
                inMetadata = false;
                inAttendees = false;
                return;
            }
            // Meetings are merged with those of other servers, so they must not depend on outer namespaces.
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                String prefix = reader.getNamespacePrefix(i);
                if (prefix != null && !prefix.isEmpty()) {
                    throw new XMLStreamException("a namespace around the meetings");
                }
            }
        }

        private void readInMeeting(XMLStreamReader2 reader, int depth) throws XMLStreamException {
            String name = reader.getLocalName();
            if (depth == 1) {
                inMetadata = name.equals(METADATA);
                inAttendees = name.equals(ATTENDEES);
                add(name, reader);
            } else if (depth == 2 && inMetadata) {
                add(METADATA + "/" + name, reader);
            } else if (depth == ATTENDEE_DEPTH && inAttendees && name.equals("clientType") && countsClients) {
                fields.merge(ListedMeeting.clientField(BbbXml.text(reader)), "1", Reading::increment);
            }
        }

        private static String increment(String count, String one) {
            return String.valueOf(Integer.parseInt(count) + Integer.parseInt(one));
        }

        private void add(String field, XMLStreamReader2 reader) throws XMLStreamException {
            boolean isKept = field.equals(ListedMeeting.TENANT) || fieldNames.contains(field);
            if (isKept && !fields.containsKey(field)) {
                fields.put(field, BbbXml.text(reader));
            }
        }

        private void ended(XMLStreamReader2 reader) throws XMLStreamException {
            if (reader.getDepth() != onPath) {
                return;
            }
            if (onPath == MEETING_DEPTH) {
                int end = (int) reader.getLocationInfo().getEndingByteOffset();
                meetings.add(new ListedMeeting(fields, (int) start, end));
            }
            onPath--;
        }
    }
}
