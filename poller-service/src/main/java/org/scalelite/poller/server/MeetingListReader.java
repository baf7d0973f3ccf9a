package org.scalelite.poller.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.meeting.ExpectedUsers;
import org.scalelite.common.meeting.MeetingKey;

/** Reads the answer of getMeetings (BBB reference, section 4.7). */
public final class MeetingListReader {
    private static final int MEETING_DEPTH = 3;
    private static final int FIELD_DEPTH = 4;
    private static final int METADATA_DEPTH = 5;
    private static final Set<String> FIELDS = Set.of(
            "meetingID",
            "createTime",
            "participantCount",
            "moderatorCount",
            "videoCount",
            "isBreakout",
            "maxUsers",
            "voiceBridge",
            "moderatorPW",
            "hasBeenForciblyEnded",
            "endTime");
    private static final String TENANT = "tenant-id";

    private final List<MeetingReport> meetings = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> metadata = new HashMap<>();
    private String returnCode = "";
    private boolean inMetadata;

    private MeetingListReader() {}

    /** The answer is no sound list of meetings. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The meetings of a server.
     *
     * @throws UnreadableException if the answer is broken or not a success
     */
    public static ServerReport read(byte[] xml) throws UnreadableException {
        MeetingListReader list = new MeetingListReader();
        try {
            list.readDocument(xml);
        } catch (XMLStreamException e) {
            throw new UnreadableException("no well-formed XML: " + e.getMessage());
        }
        if (!list.returnCode.equals("SUCCESS")) {
            throw new UnreadableException("returncode " + (list.returnCode.isEmpty() ? "missing" : list.returnCode)
                    + BbbXml.firstText(xml, "messageKey").map(key -> ", " + key).orElse(""));
        }
        return new ServerReport(list.meetings);
    }

    private void readDocument(byte[] xml) throws XMLStreamException {
        XMLStreamReader2 reader = BbbXml.reader(xml);
        try {
            while (reader.hasNext()) {
                switch (BbbXml.next(reader)) {
                    case XMLStreamConstants.START_ELEMENT -> started(reader);
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (reader.getDepth() == MEETING_DEPTH
                                && reader.getLocalName().equals("meeting")) {
                            finishMeeting();
                        }
                    }
                    default -> {
                        // Text is read where it matters.
                    }
                }
            }
        } finally {
            reader.close();
        }
    }

    private void started(XMLStreamReader2 reader) throws XMLStreamException {
        int depth = reader.getDepth();
        String name = reader.getLocalName();
        if (depth == 2 && name.equals("returncode")) {
            returnCode = BbbXml.text(reader);
        } else if (depth == FIELD_DEPTH) {
            inMetadata = name.equals("metadata");
            if (FIELDS.contains(name)) {
                fields.put(name, BbbXml.text(reader));
            }
        } else if (depth == METADATA_DEPTH && inMetadata && (name.equals(TENANT) || name.equals(ExpectedUsers.HINT))) {
            metadata.put(name, BbbXml.text(reader));
        }
    }

    private void finishMeeting() {
        String meetingId = fields.getOrDefault("meetingID", "");
        if (!meetingId.isEmpty()) {
            Optional<String> tenant = Optional.ofNullable(metadata.get(TENANT)).filter(id -> !id.isEmpty());
            meetings.add(new MeetingReport(
                    new MeetingKey(tenant, meetingId),
                    Instant.ofEpochMilli(number("createTime")),
                    (int) number("participantCount"),
                    (int) number("moderatorCount"),
                    (int) number("videoCount"),
                    Boolean.parseBoolean(fields.get("isBreakout")),
                    Optional.ofNullable(metadata.get(ExpectedUsers.HINT)),
                    (int) number("maxUsers"),
                    fields.getOrDefault("voiceBridge", ""),
                    fields.getOrDefault("moderatorPW", ""),
                    // An endTime may only mean that nobody is in it at the moment (BBB reference, section 4).
                    Boolean.parseBoolean(fields.get("hasBeenForciblyEnded"))));
        }
        fields.clear();
        metadata.clear();
    }

    private long number(String field) {
        return MeetingReport.count(fields.getOrDefault(field, "0"));
    }
}
