package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.OtlpReceiver;
import org.scalelite.common.testing.OtlpReceiver.ReceivedSpan;

/** The spans of calls of the BBB API. */
class TracedCallsTest {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final TestSuite suite = new TestSuite(1);

    @AfterEach
    void close() {
        receiver.close();
    }

    private FrontEnd frontEnd() {
        receiver.environment().forEach(suite::with);
        return suite.frontEnd();
    }

    private static void send(FrontEnd frontEnd, String call, Map<String, String> parameters) {
        assertThat(frontEnd.send(HttpRequest.newBuilder(frontEnd.signed(call, parameters))
                                .header("traceparent", CALLER))
                        .status())
                .isLessThan(400);
    }

    private ReceivedSpan call(String name) {
        List<ReceivedSpan> spans = receiver.spans(name);
        assertThat(spans).as(name).hasSize(1);
        return spans.getFirst();
    }

    @Test
    void callHasSpansOfScriptsAndServersWithin() {
        FrontEnd frontEnd = frontEnd();
        send(frontEnd, "create", Map.of("meetingID", "math", "name", "Secret name", "attendeePW", "hunter2"));
        send(frontEnd, "join", Map.of("meetingID", "math", "fullName", "Ada Lovelace", "password", "hunter2"));
        send(frontEnd, "getMeetings", Map.of());
        String sent = suite.server(0).requests("create").getFirst().headers().get("traceparent");
        suite.close();

        ReceivedSpan create = call("api create");
        assertThat(create.service()).isEqualTo("api-service");
        assertThat(create.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(create.attributes())
                .containsEntry("bbb.meeting_id", "math")
                .containsEntry("outcome", "SUCCESS")
                .containsKey("request.id");
        assertThat(receiver.namesWithin(create))
                .contains("redis meeting-assign", "bbb create", "redis meeting-created");
        assertThat(sent)
                .isEqualTo("00-%s-%s-01"
                        .formatted(create.traceId(), call("bbb create").id()));
        assertThat(receiver.namesWithin(call("api join"))).contains("redis meeting-find");
        assertThat(receiver.text()).doesNotContain("Ada", "hunter2", "Secret name", "checksum", "front-end-secret");
    }

    @Test
    void refusedCallHasNoSpan() {
        FrontEnd frontEnd = frontEnd();
        frontEnd.getRaw("/create?meetingID=math&checksum=wrong");
        frontEnd.getRaw("");
        frontEnd.get("getMeetingInfo", "meetingID", "missing");
        suite.close();

        assertThat(receiver.spans("api create")).isEmpty();
        assertThat(receiver.spans("api index")).isEmpty();
        assertThat(call("api getMeetingInfo").attributes()).containsEntry("outcome", "notFound");
    }

    @Test
    void serversGetNoSpanWhileTracesAreOff() {
        FrontEnd frontEnd = suite.frontEnd();
        send(frontEnd, "create", Map.of("meetingID", "math", "name", "Room"));
        assertThat(suite.server(0).requests("create").getFirst().headers()).doesNotContainKey("traceparent");
        suite.close();
        assertThat(receiver.text()).isEmpty();
    }
}
