package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.logging.RequestId;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.simulator.control.Fault;

/** Ids of requests: in answers, logs, and calls to servers. */
class RequestIdsTest {
    private static final String ID = "front-end-7.1";
    private static final Map<String, String> MEETING = Map.of("meetingID", "math", "name", "Secret name");

    private final RecordedLog log = new RecordedLog("org.scalelite");
    private final RecordedLog calls = new RecordedLog("org.scalelite.api.bbb.CallLog");
    private final TestSuite suite = new TestSuite(1);
    private final FrontEnd frontEnd = suite.frontEnd();

    @BeforeEach
    void clear() {
        log.clear();
        calls.clear();
    }

    @AfterEach
    void close() {
        suite.close();
        log.close();
        calls.close();
    }

    private Answer send(HttpRequest.Builder request) {
        return frontEnd.send(request.header(RequestId.HEADER, ID));
    }

    private Answer call(String call, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(frontEnd.signed(call, parameters)));
    }

    private Answer get(String path) {
        return send(HttpRequest.newBuilder(frontEnd.api().resolve(path)));
    }

    @Test
    void callToServerHasTheIdOfTheCall() {
        assertThat(call("create", MEETING).header(RequestId.HEADER)).isEqualTo(ID);
        call("getMeetings", Map.of());
        for (String call : List.of("create", "getMeetings")) {
            assertThat(suite.server(0).requests(call))
                    .as(call)
                    .isNotEmpty()
                    .allMatch(request -> ID.equals(request.headers().get("x-request-id")));
        }
    }

    @Test
    void lineOfTheCallHasTheId() {
        call("create", MEETING);
        call("join", Map.of("meetingID", "math", "fullName", "Ada Lovelace", "password", "hunter2"));
        String server = suite.server(0).host() + ":" + suite.server(0).port();
        assertThat(calls.events())
                .hasSize(2)
                .allMatch(event -> ID.equals(event.getMDCPropertyMap().get(RequestId.KEY)))
                .allMatch(event -> event.getFormattedMessage().endsWith("meeting=math server=" + server))
                .noneMatch(event -> event.getFormattedMessage().matches(".*(Ada|hunter2|Secret).*"));
    }

    @Test
    void refusalHasTheIdAndItsKey() {
        Answer refused = send(HttpRequest.newBuilder(
                frontEnd.api().resolve("/bigbluebutton/api/create?meetingID=secret-meeting&checksum=x")));
        assertThat(refused.messageKey()).isEqualTo("checksumError");
        assertThat(refused.header(RequestId.HEADER)).isEqualTo(ID);
        assertThat(calls.events()).hasSize(1);
        assertThat(calls.events().getFirst().getFormattedMessage())
                .startsWith("call=create outcome=checksumError")
                .doesNotContain("secret-meeting");
        assertThat(calls.events().getFirst().getMDCPropertyMap()).containsEntry(RequestId.KEY, ID);
    }

    @Test
    void everyAnswerHasTheId() {
        for (String path : List.of(
                "/bigbluebutton/api",
                "/bigbluebutton/api/unknown",
                "/nowhere",
                "/health_check",
                "/metrics",
                "/scalelite/api/getServers",
                "/recording/missing/video",
                "/fsapi",
                "/bigbluebutton/api/create?" + "a&".repeat(5000))) {
            assertThat(get(path).header(RequestId.HEADER)).as(path).isEqualTo(ID);
        }
        assertThat(frontEnd.getRaw("").header(RequestId.HEADER)).matches("[0-9a-f]{32}");
    }

    @Test
    void warningsOfACallHaveItsId() {
        call("create", MEETING);
        suite.server(0).inject(new Fault.RefuseConnections());
        call("getMeetingInfo", Map.of("meetingID", "math"));
        assertThat(log.events())
                .filteredOn(event -> event.getFormattedMessage().startsWith("getMeetingInfo of meeting math"))
                .hasSize(1)
                .allMatch(event -> ID.equals(event.getMDCPropertyMap().get(RequestId.KEY)));
    }
}
