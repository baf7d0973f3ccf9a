package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.simulator.control.Fault;
import org.scalelite.stores.process.Ports;

/** Meeting ended callbacks of BBB servers, without a poller (docs/adr/0029, specification, section 16.18). */
class MeetingEndedTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String KEY = "key-of-the-suite";
    private static final MeetingKey MEETING = new MeetingKey(Optional.empty(), "room");
    private static final int PORT = Ports.free();

    @RegisterExtension
    private static final TestSuite suite = new TestSuite(SimulatorOptions.defaults()
                    .withServers(2)
                    .withCallbackPause(Duration.ofMillis(100))
                    .withCallbackRetries(1_000))
            .with("PORT", String.valueOf(PORT))
            .with("BBB_CALLBACK_BASE", "http://127.0.0.1:" + PORT + "/")
            .with("SECRET_KEY_BASE", KEY)
            .with("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");

    private final AtomicInteger status = new AtomicInteger(200);
    private final Receiver receiver = Receiver.answering(_ -> status.get());
    private @Nullable FrontEnd started;

    @AfterEach
    void stop() {
        receiver.close();
    }

    private FrontEnd frontEnd() {
        if (started == null) {
            started = suite.frontEnd();
        }
        return started;
    }

    private SimulatedBbbServer create(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 4, more.length);
        System.arraycopy(new String[] {"meetingID", "room", "name", "Room"}, 0, all, 0, 4);
        assertThat(frontEnd().get("create", all).isSuccess()).isTrue();
        return suite.host("room");
    }

    private boolean keepsNoAddress() {
        var redis = suite.registry().redis();
        return redis.commands().keys(redis.keys().of(RedisKey.ENDED_URL, "*")).isEmpty();
    }

    private boolean isKnown() {
        return suite.registry().meetings().find(MEETING).isPresent();
    }

    private static Optional<String> endedUrl(SimulatedBbbServer server) {
        return Optional.ofNullable(
                server.requests("create").getLast().parameters().get("meetingEndedURL"));
    }

    private int call(String url) {
        return frontEnd().send(HttpRequest.newBuilder(URI.create(url))).status();
    }

    private int call(MeetingEndedCallbackToken token) {
        return call("http://127.0.0.1:" + PORT + MeetingEndedCallbackUrls.PATH + token.signed(KEY));
    }

    private MeetingEndedCallbackToken token(SimulatedBbbServer server, Instant issuedAt) {
        return new MeetingEndedCallbackToken("id-of-" + suite.idOf(server), MEETING, suite.idOf(server), issuedAt);
    }

    private Instant now() {
        return suite.registry().meetings().now();
    }

    private List<String> received() {
        return receiver.calls().stream().map(Receiver.Call::path).toList();
    }

    @Test
    void removesTheRecordWhenTheMeetingEnds() {
        SimulatedBbbServer host = create();
        assertThat(isKnown()).isTrue();
        host.endMeeting("room");
        await().atMost(SOON).until(() -> !isKnown());
        assertThat(frontEnd().get("isMeetingRunning", "meetingID", "room").text("running"))
                .contains("false");
    }

    @Test
    void callsTheFrontEndAsBbbDoes() {
        SimulatedBbbServer host = create(
                "meetingEndedURL", receiver.url("/ended?course=7&x=%20y"),
                "meta_endCallbackUrl", receiver.url("/end?c=1"));
        host.endMeeting("room");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(received())
                        .containsExactlyInAnyOrder(
                                "/ended?course=7&x=%20y", "/end?c=1&recordingmarks=false&meetingID=room"));
        await().atMost(SOON).until(() -> !isKnown());
        await().atMost(SOON).until(this::keepsNoAddress);
    }

    /** Ends the meeting; returns the URL that the server calls. */
    private static String endOn(SimulatedBbbServer host) {
        String callbackUrl = endedUrl(host).orElseThrow();
        host.endMeeting("room");
        return callbackUrl;
    }

    @Test
    void retriesAFrontEndThatIsDown() {
        status.set(503);
        SimulatedBbbServer host = create("meetingEndedURL", receiver.url("/ended"));
        String callbackUrl = endOn(host);
        await().atMost(SOON).until(() -> received().size() > 1);
        assertThat(isKnown()).isFalse();
        status.set(200);
        await().atMost(SOON).until(this::keepsNoAddress);
        int calls = received().size();
        for (int i = 0; i < 5; i++) {
            assertThat(call(callbackUrl)).isEqualTo(204);
        }
        assertThat(received()).as("not called again").hasSizeLessThan(calls + 2);
    }

    @Test
    void concurrentReportsCallTheFrontEndOnce() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Receiver slow = Receiver.answering(_ -> {
                    try {
                        answer.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return 200;
                });
                ExecutorService bbb = Executors.newVirtualThreadPerTaskExecutor()) {
            SimulatedBbbServer host = create("meetingEndedURL", slow.url("/ended"));
            String callbackUrl = endedUrl(host).orElseThrow();
            // Reported by this test only.
            host.crash();
            host.restartEmpty();
            Future<Integer> first = bbb.submit(() -> call(callbackUrl));
            await().atMost(SOON).until(() -> !slow.calls().isEmpty());
            assertThat(call(callbackUrl)).isEqualTo(503);
            answer.countDown();
            assertThat(first.get()).isEqualTo(204);
            assertThat(call(callbackUrl)).isEqualTo(204);
            assertThat(slow.calls()).hasSize(1);
        }
    }

    @Test
    void headReportsNothing() {
        SimulatedBbbServer host = create("meetingEndedURL", receiver.url("/ended"));
        host.restartEmpty();
        URI callbackUrl = URI.create(endedUrl(host).orElseThrow());
        assertThat(frontEnd().send(HttpRequest.newBuilder(callbackUrl).HEAD()).status())
                .isEqualTo(204);
        assertThat(frontEnd()
                        .send(HttpRequest.newBuilder(URI.create(callbackUrl + "x"))
                                .HEAD())
                        .status())
                .isEqualTo(403);
        assertThat(isKnown()).isTrue();
        assertThat(call(callbackUrl.toString())).isEqualTo(204);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void countsWrongTokensAsWrongChecksums() {
        int port = Ports.free();
        started = suite.with("PORT", String.valueOf(port))
                .with("BBB_CALLBACK_BASE", "http://127.0.0.1:" + port + "/")
                .with("CHECKSUM_FAILURES_PER_MINUTE", "2")
                .frontEnd();
        String base = "http://127.0.0.1:" + port + MeetingEndedCallbackUrls.PATH;
        assertThat(call(base + "x")).isEqualTo(403);
        assertThat(call(base + "y")).isEqualTo(403);
        assertThat(call(base + "z")).isEqualTo(429);
        SimulatedBbbServer host = create();
        assertThat(call(endedUrl(host).orElseThrow())).as("a valid one").isEqualTo(503);
    }

    @Test
    void laterMeetingWithTheSameIdStays() {
        status.set(503);
        SimulatedBbbServer host = create("meetingEndedURL", receiver.url("/ended"));
        String callbackUrl = endOn(host);
        await().atMost(SOON).until(() -> !received().isEmpty());
        suite.registry().poll(suite.idOf(suite.other(host)), 90);
        assertThat(create()).isSameAs(host);
        status.set(200);
        await().atMost(SOON).until(this::keepsNoAddress);
        await().atMost(SOON).until(() -> call(callbackUrl) == 204);
        int asked = host.requests("getMeetingInfo").size();
        assertThat(call(callbackUrl)).as("a replayed token").isEqualTo(204);
        assertThat(host.requests("getMeetingInfo")).hasSize(asked);
        assertThat(isKnown()).isTrue();
    }

    @Test
    void ignoresATokenWhileTheMeetingRuns() {
        SimulatedBbbServer host = create("meetingEndedURL", receiver.url("/ended"));
        assertThat(call(endedUrl(host).orElseThrow())).isEqualTo(503);
        assertThat(isKnown()).isTrue();
        assertThat(received()).isEmpty();
    }

    @Test
    void rejectsForgedAndExpiredTokens() {
        SimulatedBbbServer host = create("meetingEndedURL", receiver.url("/ended"));
        String callbackUrl = endedUrl(host).orElseThrow();
        // The meeting has ended without a report.
        host.crash();
        host.restartEmpty();
        String base = "http://127.0.0.1:" + PORT + MeetingEndedCallbackUrls.PATH;
        assertThat(call(callbackUrl.substring(0, callbackUrl.length() - 3) + "AAA"))
                .isEqualTo(403);
        assertThat(call(base + token(host, now()).signed("another key"))).isEqualTo(403);
        assertThat(call(base + "x")).isEqualTo(403);
        assertThat(call(token(host, now().minus(Duration.ofDays(32))))).isEqualTo(403);
        assertThat(isKnown()).isTrue();
        assertThat(received()).isEmpty();
    }

    @Test
    void tokensUseTheClockOfRedisOnly() throws IOException {
        assertThat(frontEnd().get("getMeetings").isSuccess()).isTrue();
        Instant before = now().truncatedTo(ChronoUnit.MILLIS);
        SimulatedBbbServer host = create();
        String url = endedUrl(host).orElseThrow();
        String payload = url.substring(url.lastIndexOf('/') + 1).split("\\.", -1)[1];
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "meeting", "server", "at");
        assertThat(Instant.ofEpochMilli(claims.path("at").asLong())).isBetween(before, now());
        var redis = suite.registry().redis();
        Double assigned = redis.commands().zscore(redis.keys().of(RedisKey.ASSIGNMENTS), "meeting:room");
        assertThat(assigned).isNotNull();
        // The shortest time between the assignment and the token.
        host.crash();
        host.restartEmpty();
        Instant then = Instant.ofEpochMilli(assigned.longValue());
        assertThat(call(token(host, then.minusMillis(1)))).isEqualTo(204);
        assertThat(isKnown()).as("of the previous meeting").isTrue();
        assertThat(call(new MeetingEndedCallbackToken("another-id", MEETING, suite.idOf(host), then)))
                .isEqualTo(204);
        assertThat(isKnown()).isFalse();
    }

    @Test
    void ignoresATokenOfAnotherServer() {
        SimulatedBbbServer host = create();
        assertThat(call(token(suite.other(host), now()))).isEqualTo(204);
        assertThat(isKnown()).isTrue();
    }

    @Test
    void keepsTheRecordOfAMeetingBeingCreated() {
        assertThat(frontEnd().get("getMeetings").isSuccess()).isTrue();
        suite.registry()
                .meetings()
                .assign(
                        MEETING,
                        new PlacementRequest(
                                "pw",
                                1,
                                TagRequirement.none(),
                                List.of("123456789"),
                                Optional.empty(),
                                Duration.ofDays(1)));
        for (SimulatedBbbServer server : suite.servers()) {
            assertThat(call(token(server, now().minus(Duration.ofMinutes(1))))).isEqualTo(204);
        }
        assertThat(isKnown()).isTrue();
    }

    @Test
    void asksToRetryWhenTheServerIsUnreachable() {
        SimulatedBbbServer host = create();
        String callbackUrl = endedUrl(host).orElseThrow();
        host.crash();
        assertThat(call(callbackUrl)).isEqualTo(503);
        assertThat(isKnown()).isTrue();
        host.restartEmpty();
        assertThat(call(callbackUrl)).isEqualTo(204);
        assertThat(isKnown()).isFalse();
    }

    private List<MeetingEndedCallbackStore.Due> due() {
        return new MeetingEndedCallbackStore(suite.registry().redis()).due(Duration.ZERO, 10);
    }

    @Test
    void doesNotReportTheEndOfAStaleCopy() {
        SimulatedBbbServer first = suite.server(0);
        first.inject(new Fault.FailAfterwards(), "create");
        frontEnd();
        suite.registry().poll(suite.id(1), 50);
        SimulatedBbbServer host = suite.server(1);
        assertThat(frontEnd()
                        .get("create", "meetingID", "room", "name", "Room", "meetingEndedURL", receiver.url("/ended"))
                        .isSuccess())
                .isTrue();
        String ofTheCopy = endedUrl(first).orElseThrow();
        first.crash();
        first.restartEmpty();
        assertThat(call(ofTheCopy)).isEqualTo(204);
        assertThat(received()).isEmpty();
        assertThat(isKnown()).isTrue();
        host.endMeeting("room");
        await().atMost(SOON).until(() -> received().equals(List.of("/ended")));
        await().atMost(SOON).until(this::keepsNoAddress);
    }

    @Test
    void endCallMakesAnUnreportedEndDue() {
        started = suite.with("PORT", "0")
                .with("BBB_CALLBACK_BASE", "http://127.0.0.1:1/")
                .frontEnd();
        create("meetingEndedURL", receiver.url("/ended"), "moderatorPW", "mp");
        assertThat(due()).isEmpty();
        assertThat(frontEnd().get("end", "meetingID", "room", "password", "mp").isSuccess())
                .isTrue();
        assertThat(due())
                .singleElement()
                .satisfies(end -> assertThat(end.ended().url()).isEqualTo(receiver.url("/ended")));
    }

    @Test
    void leavesAForbiddenUrlToBbb() {
        SimulatedBbbServer host = create("meetingEndedURL", "http://10.1.2.3/ended");
        assertThat(endedUrl(host)).contains("http://10.1.2.3/ended");
    }

    @Test
    void leavesAnUnresolvableUrlToBbb() {
        SimulatedBbbServer host = create("meetingEndedURL", "http://front-end.invalid/ended");
        assertThat(endedUrl(host)).contains("http://front-end.invalid/ended");
        assertThat(keepsNoAddress()).isTrue();
    }

    @Test
    void isOffWithoutAnAddressOrByConfiguration() {
        for (Map.Entry<String, String> off : Map.of("MEETING_ENDED_CALLBACK", "false", "BBB_CALLBACK_BASE", "")
                .entrySet()) {
            try (TestSuite without = new TestSuite(1)
                    .with("BBB_CALLBACK_BASE", "http://127.0.0.1:1")
                    .with(off.getKey(), off.getValue())) {
                assertThat(without.frontEnd()
                                .get("create", "meetingID", "room", "name", "Room")
                                .isSuccess())
                        .isTrue();
                assertThat(endedUrl(without.host("room"))).as(off.getKey()).isEmpty();
            }
        }
    }

    @Test
    void derivesTheAddressFromTheHostName() {
        try (TestSuite named = new TestSuite(1).with("URL_HOST", "127.0.0.1")) {
            assertThat(named.frontEnd()
                            .get("create", "meetingID", "room", "name", "Room")
                            .isSuccess())
                    .isTrue();
            assertThat(endedUrl(named.host("room")).orElse(""))
                    .startsWith("https://127.0.0.1" + MeetingEndedCallbackUrls.PATH);
        }
    }
}
