package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** getMeetings with failing servers (specification, sections 5.11 and 16.10). */
class ListMeetingsTest {
    private static final List<Fault> FAULTS = Stream.concat(
                    Fault.withoutAnswer().stream(),
                    Stream.of(
                            new Fault.Answer(502, "text/html", "<html>bad gateway</html>"),
                            new Fault.Answer(
                                    200, "text/xml", "<response><returncode>SUCCESS</returncode><meetings><meeting>"),
                            new Fault.Answer(200, "text/xml", "garbage"),
                            new Fault.Answer(200, "text/xml", ""),
                            new Fault.WrongChecksum()))
            .toList();

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(FAULTS.size() + 3);

    private void roomOnEachServer() {
        for (int i = 0; i < suite.servers().size(); i++) {
            suite.server(i).createMeeting("room-" + i, Map.of("name", "Äpfel & <Birnen> " + i));
        }
    }

    @Test
    void leavesOutFailingServers() {
        roomOnEachServer();
        IntStream.range(0, FAULTS.size()).forEach(i -> suite.server(i).inject(FAULTS.get(i)));
        ApiService replica = suite.with("RESPONSE_TIMEOUT", "1").replica();
        FrontEnd frontEnd = new FrontEnd(replica.uri(), TestSuite.SECRET);
        // On a busy machine a healthy server may need more than the timeout at first.
        await().atMost(TestTimeout.LIMIT).untilAsserted(() -> {
            Answer answer = frontEnd.get("getMeetings");
            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.texts("meetingID"))
                    .containsExactlyInAnyOrder(
                            "room-" + FAULTS.size(), "room-" + (FAULTS.size() + 1), "room-" + (FAULTS.size() + 2));
            assertThat(answer.texts("meetingName")).contains("Äpfel & <Birnen> " + FAULTS.size());
        });
        Answer metrics = frontEnd.send(HttpRequest.newBuilder(
                java.net.URI.create("http://127.0.0.1:" + replica.uri().getPort() + "/metrics")));
        assertThat(metrics.body())
                .containsPattern("scalelite_api_getmeetings_left_out_total\\{server=\"" + suite.id(0) + "\"} [1-9]");
    }

    @Test
    void failsIfNoServerAnswers() {
        suite.servers().forEach(server -> server.inject(new Fault.WrongChecksum()));
        Answer answer = suite.frontEnd().get("getMeetings");
        assertThat(answer.messageKey()).isEqualTo("internalError");
        assertThat(answer.body()).contains("None of the " + suite.servers().size() + " BigBlueButton servers");
    }

    @Test
    void forwardsMeetingsByteForByte() {
        suite.server(0).createMeeting("bytes", Map.of("name", "Äpfel & <Birnen>", "meta_a", "ü]]>"));
        String own = suite.server(0).meetings().getFirst().internalId();
        Answer direct = new FrontEnd(suite.server(0).apiUrl(), suite.server(0).secret()).get("getMeetings");
        String meeting = direct.body()
                .substring(direct.body().indexOf("<meeting>"), direct.body().lastIndexOf("</meeting>") + 10);
        assertThat(meeting).contains(own);
        assertThat(suite.frontEnd().get("getMeetings").body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><meetings>" + meeting + "</meetings></response>");
    }

    private static Answer ask(String method, String... ifNoneMatch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(suite.frontEnd().signed("getMeetings", Map.of()))
                .method(method, HttpRequest.BodyPublishers.noBody());
        Stream.of(ifNoneMatch).forEach(tags -> request.header("If-None-Match", tags));
        return suite.frontEnd().send(request);
    }

    @Test
    void unchangedListIsNotSentAgain() {
        roomOnEachServer();
        Answer first = ask("GET");
        String tag = first.header("ETag");

        assertThat(first.isSuccess()).isTrue();
        assertThat(tag).matches("W/\"[0-9a-f]{64}\"");
        for (String method : List.of("GET", "HEAD")) {
            Answer known = ask(method, "\"x\"", "W/\"y\", " + tag);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(known.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(known.headers().map()).doesNotContainKeys("content-length", "transfer-encoding");
        }
        assertThat(ask("POST", tag).isSuccess()).isTrue();
        assertThat(ask("GET", "garbage").isSuccess()).isTrue();
        await().untilAsserted(() -> assertThat(suite.frontEnd().metric("scalelite_api_getmeetings_buffered_bytes"))
                .isZero());

        suite.server(0).createMeeting("another", Map.of("name", "Another"));

        Answer changed = ask("GET", tag);
        assertThat(changed.texts("meetingID")).contains("another");
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void emptyListHasATagToo() {
        String tag = ask("GET").header("ETag");

        assertThat(ask("GET", tag).status()).isEqualTo(304);
        suite.server(0).createMeeting("first", Map.of("name", "First"));
        assertThat(ask("GET", tag).texts("meetingID")).containsExactly("first");
    }

    @Test
    void callsCordonedButNotDisabledServers() {
        roomOnEachServer();
        IntStream.range(3, suite.servers().size())
                .forEach(i -> suite.registry().servers().changeState(suite.id(i), Server.State.DISABLED));
        suite.registry().servers().changeState(suite.id(0), Server.State.CORDONED);
        suite.registry().offline(suite.id(1));
        assertThat(suite.frontEnd().get("getMeetings").texts("meetingID"))
                .containsExactlyInAnyOrder("room-0", "room-2");
        assertThat(suite.server(3).requests()).isEmpty();
        assertThat(suite.server(1).requests()).isEmpty();
    }
}
