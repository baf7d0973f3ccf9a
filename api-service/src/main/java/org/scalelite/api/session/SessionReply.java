package org.scalelite.api.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.http.QueryText;

/** What a server answered to a call of a session (BBB reference, section 4.11): JSON, with everything in one object. */
sealed interface SessionReply {
    JsonFactory JSON = new JsonFactory();
    String MEETING_ID = "meetingID";
    Set<String> FIELDS = Set.of("returncode", "messageKey", "url");

    /**
     * The call succeeded.
     *
     * @param url that getJoinUrl answers; it is signed
     */
    record Success(Optional<String> url) implements SessionReply {
        /** The id of the meeting that the URL leads to. BBB 2.6 does not encode the user's id, which comes after it. */
        Optional<String> meetingId() {
            return url.stream()
                    .flatMap(text -> new QueryText(text.substring(text.indexOf('?') + 1)).pairs().stream())
                    .filter(pair -> pair.startsWith(MEETING_ID + "="))
                    .findFirst()
                    .flatMap(Success::value);
        }

        private static Optional<String> value(String pair) {
            try {
                return Optional.ofNullable(new QueryText(pair).parameters().get(MEETING_ID))
                        .filter(id -> !id.isEmpty());
            } catch (QueryText.MalformedException _) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "Success";
        }
    }

    /**
     * The call failed.
     *
     * @param key which BBB leaves out
     */
    record Failed(String key) implements SessionReply {}

    /** It is no answer of the BBB API. */
    record Unreadable() implements SessionReply {}

    /** Reads an answer. Texts that are not needed are skipped: the data of a dashboard are megabytes. */
    static SessionReply read(byte[] json) {
        Map<String, String> fields;
        try (JsonParser parser = JSON.createParser(json)) {
            fields = fields(parser);
        } catch (IOException _) {
            return new Unreadable();
        }
        return switch (fields.getOrDefault("returncode", "")) {
            case "" -> new Unreadable();
            case "SUCCESS" -> new Success(Optional.ofNullable(fields.get("url")));
            default -> new Failed(fields.getOrDefault("messageKey", ""));
        };
    }

    private static Map<String, String> fields(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return fields;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isResponse = parser.currentName().equals("response");
            if (parser.nextToken() == JsonToken.START_OBJECT && isResponse) {
                readResponse(parser, fields);
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }

    private static void readResponse(JsonParser parser, Map<String, String> fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && FIELDS.contains(name)) {
                fields.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }
}
