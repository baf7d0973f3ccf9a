package org.scalelite.api.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedEventTest {
    @Test
    void eventIsReadAndKeptAsItIs() {
        String json =
                "{ \"data\": {\"id\":\"meeting-created\", \"attributes\":{\"meeting\":{\"internal-meeting-id\":\"i-1\","
                        + "\"external-meeting-id\":\"r\\u00e9union\",\"parent-id\":\"p-1\",\"duration\":1.0}}} }";

        ReceivedEvent event =
                ReceivedEvent.all(" [" + json + "] ").orElseThrow().getFirst();

        assertThat(event.json()).isEqualTo(json);
        assertThat(event.eventId()).contains("meeting-created");
        assertThat(event.internalId()).contains("i-1");
        assertThat(event.meetingId()).contains("réunion");
        assertThat(event.parent()).contains("p-1");
        assertThat(event).hasToString("ReceivedEvent[" + json.length() + " characters]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"envelope\":{\"routing\":{\"meetingId\":\"i-1\"}}} | i-1",
                "{\"header\":{\"body\":{\"meetingId\":\"i-2\"}}} | i-2",
                "{\"core\":{\"body\":{\"props\":{\"meetingProp\":{\"intId\":\"i-3\",\"extId\":\"room\"}}}}} | i-3",
                "{\"core\":{\"body\":{\"meetingId\":\"i-4\"}}} | i-4"
            })
    void rawMessageNamesItsMeeting(String message, String internalId) {
        ReceivedEvent event =
                ReceivedEvent.all("[" + message + "]").orElseThrow().getFirst();

        assertThat(event.internalId()).contains(internalId);
        assertThat(event.eventId()).isEmpty();
    }

    @Test
    void severalEventsAreReadOneByOne() {
        List<ReceivedEvent> events = ReceivedEvent.all("[{\"data\":{\"id\":\"a\"}},{\"data\":{\"id\":\"b\"}}]")
                .orElseThrow();

        assertThat(events)
                .extracting(ReceivedEvent::json)
                .containsExactly("{\"data\":{\"id\":\"a\"}}", "{\"data\":{\"id\":\"b\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "[{\"a\":1}", "null", "text", "[1] 2"})
    void otherTextsAreNoEvents(String text) {
        assertThat(ReceivedEvent.all(text)).isEmpty();
    }
}
