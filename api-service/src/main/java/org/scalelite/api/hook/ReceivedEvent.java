package org.scalelite.api.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event as bbb-webhooks sends it, or a raw message of BBB (BBB reference, section 7).
 *
 * @param json as it was sent
 * @param eventId such as {@code user-joined}; raw messages have none
 * @param internalId BBB's id of the meeting
 * @param meetingId as the front-end gave it
 * @param parent internal id of the parent of a breakout room
 */
record ReceivedEvent(
        String json,
        Optional<String> eventId,
        Optional<String> internalId,
        Optional<String> meetingId,
        Optional<String> parent) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String MEETING = "/data/attributes/meeting/";
    private static final String RAW_MEETING = "/core/body/props/meetingProp/";

    /** Where events and raw messages have the internal id. */
    private static final List<String> INTERNAL_ID = List.of(
            MEETING + "internal-meeting-id",
            "/envelope/routing/meetingId",
            "/header/body/meetingId",
            RAW_MEETING + "intId",
            "/core/body/meetingId");

    private static final List<String> MEETING_ID = List.of(MEETING + "external-meeting-id", RAW_MEETING + "extId");

    /** Reads a JSON array of events; empty if the text is none. */
    static Optional<List<ReceivedEvent>> all(String text) {
        try {
            JsonNode array = JSON.readTree(text);
            if (array == null || !array.isArray()) {
                return Optional.empty();
            }
            List<ReceivedEvent> events = new ArrayList<>();
            for (JsonNode event : array) {
                events.add(of(event, array.size() == 1 ? content(text) : event.toString()));
            }
            return Optional.of(events);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** The only element of an array, byte for byte. */
    private static String content(String array) {
        return array.substring(array.indexOf('[') + 1, array.lastIndexOf(']')).strip();
    }

    private static ReceivedEvent of(JsonNode event, String json) {
        return new ReceivedEvent(
                json,
                text(event, List.of("/data/id")),
                text(event, INTERNAL_ID),
                text(event, MEETING_ID),
                text(event, List.of(MEETING + "parent-id")));
    }

    private static Optional<String> text(JsonNode event, List<String> paths) {
        return paths.stream()
                .flatMap(path -> Stream.of(event.at(path)))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** It names users. */
    @Override
    public String toString() {
        return "ReceivedEvent[" + json.length() + " characters]";
    }
}
