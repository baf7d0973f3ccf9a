package org.scalelite.api.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The report of a BBB server about an ended meeting (BBB reference, 6.3).
 *
 * @param json the object as received
 */
record AnalyticsReport(String meetingId, String json) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Parses a body; empty if it is not a JSON object with a meeting id. */
    static Optional<AnalyticsReport> of(byte[] body) {
        String json = new String(body, StandardCharsets.UTF_8).strip();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Optional<String> meetingId = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean named = parser.currentName().equals("meeting_id");
                if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
                    meetingId = Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            boolean complete = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return meetingId.filter(id -> complete && !id.isEmpty()).map(id -> new AnalyticsReport(id, json));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The report with the name of the tenant; the rest is unchanged, byte for byte. */
    String withCustomer(String name) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
        return json.substring(0, json.length() - 1) + ",\"customer\":\"" + quoted + "\"}";
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "AnalyticsReport[" + meetingId + "]";
    }
}
