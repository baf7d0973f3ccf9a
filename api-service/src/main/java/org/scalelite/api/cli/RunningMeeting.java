package org.scalelite.api.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.scalelite.common.bbb.BbbXml;

/** A meeting as its BBB server lists it. */
record RunningMeeting(String id, String name, String users) {
    private static final int MEETING_DEPTH = 3;
    private static final int FIELD_DEPTH = 4;
    private static final Set<String> FIELDS = Set.of("meetingID", "meetingName", "participantCount");

    /**
     * The meetings in an answer of getMeetings.
     *
     * @throws XMLStreamException if it is broken
     */
    static List<RunningMeeting> in(byte[] xml) throws XMLStreamException {
        List<RunningMeeting> meetings = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        XMLStreamReader2 reader = BbbXml.reader(xml);
        try {
            while (reader.hasNext()) {
                int event = BbbXml.next(reader);
                if (event == XMLStreamConstants.START_ELEMENT && reader.getDepth() == FIELD_DEPTH) {
                    String name = reader.getLocalName();
                    if (FIELDS.contains(name)) {
                        fields.put(name, BbbXml.text(reader));
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && reader.getDepth() == MEETING_DEPTH) {
                    meetings.add(new RunningMeeting(
                            fields.getOrDefault("meetingID", ""),
                            fields.getOrDefault("meetingName", ""),
                            fields.getOrDefault("participantCount", "0")));
                    fields.clear();
                }
            }
            return meetings;
        } finally {
            reader.close();
        }
    }
}
