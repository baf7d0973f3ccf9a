package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;

/** Too many calls: to one server, of all together, with wrong checksums (docs/degraded.md). */
class OverloadTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MIB = 1 << 20;
    /** Of 1 MiB, in the memory that forms may take. */
    private static final int MOST_FORMS = 32;

    private final TestSuite suite = new TestSuite(2);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    /** Each test starts a replica with limits of its own. */
    @SuppressWarnings("NullAway.Init")
    private FrontEnd frontEnd;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        suite.close();
    }

    private SimulatedBbbServer create(String meetingId) {
        frontEnd.create(meetingId);
        return suite.host(meetingId);
    }

    private List<Future<Answer>> ask(int times, String meetingId) {
        return IntStream.range(0, times)
                .mapToObj(_ -> callers.submit(() -> frontEnd.get("getMeetingInfo", "meetingID", meetingId)))
                .toList();
    }

    private static Answer of(Future<Answer> answer) throws Exception {
        return answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private void startWithFewCallsPerServer(int timeoutSeconds) {
        frontEnd = suite.with("BBB_CALLS_PER_SERVER", "4")
                .with("RESPONSE_TIMEOUT", String.valueOf(timeoutSeconds))
                .frontEnd();
    }

    @Test
    void aServerThatHangsHoldsAFewCallsAndNoOthers() throws Exception {
        startWithFewCallsPerServer(15);
        SimulatedBbbServer hanging = create("here");
        SimulatedBbbServer well = suite.servers().stream()
                .filter(server -> server != hanging)
                .findFirst()
                .orElseThrow();
        suite.registry().poll(suite.idOf(hanging), 90);
        assertThat(create("there")).isSameAs(well);
        hanging.inject(new Fault.Hang());
        List<Future<Answer>> answers = ask(40, "here");
        await().atMost(SOON).until(() -> hanging.requests("getMeetingInfo").size() == 4);
        assertThat(frontEnd.get("getMeetingInfo", "meetingID", "there").isSuccess())
                .isTrue();
        // Calls to the one that hangs are still under way, so this one cannot be made there.
        suite.registry().poll(suite.idOf(hanging), 0);
        suite.registry().poll(suite.idOf(well), 90);
        create("new", well);
        for (Future<Answer> answer : answers) {
            assertThat(of(answer).messageKey()).isEqualTo("internalError");
        }
        assertThat(hanging.requests("getMeetingInfo"))
                .as("the others were not sent")
                .hasSizeLessThan(20);
        assertThat(hanging.requests("create"))
                .as("only that of the first meeting")
                .hasSize(1);
        assertThat(frontEnd.metric("scalelite_bbb_calls_refused_total")).isGreaterThan(20);
        hanging.recover();
        await().atMost(SOON)
                .until(() -> frontEnd.get("getMeetingInfo", "meetingID", "here").isSuccess());
    }

    private void create(String meetingId, SimulatedBbbServer on) {
        assertThat(create(meetingId)).isSameAs(on);
    }

    @Test
    void listsOfMeetingsTakeNoPlaceFromOtherCalls() throws Exception {
        startWithFewCallsPerServer(5);
        SimulatedBbbServer host = create("room");
        host.inject(new Fault.Hang(), "getMeetings");
        List<Future<Answer>> lists = IntStream.range(0, 20)
                .mapToObj(_ -> callers.submit(() -> frontEnd.get("getMeetings")))
                .toList();
        await().atMost(SOON).until(() -> !host.requests("getMeetings").isEmpty());
        for (int i = 0; i < 10; i++) {
            assertThat(frontEnd.get("getMeetingInfo", "meetingID", "room").isSuccess())
                    .isTrue();
        }
        assertThat(host.requests("getMeetings"))
                .as("a quarter of 4, and another one when that was given up")
                .hasSizeLessThan(4);
        for (Future<Answer> list : lists) {
            assertThat(of(list).isSuccess()).isTrue();
        }
    }

    @Test
    void whatIsTooMuchForTheReplicaIsRefusedAtOnce() throws Exception {
        frontEnd = suite.with("MAX_REQUESTS_IN_FLIGHT", "3")
                .with("RESPONSE_TIMEOUT", String.valueOf(SOON.toSeconds()))
                .frontEnd();
        SimulatedBbbServer host = create("room");
        host.inject(new Fault.Hang());
        List<Future<Answer>> hanging = ask(3, "room");
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 3);
        for (int i = 0; i < 5; i++) {
            Answer refused = frontEnd.get("getMeetingInfo", "meetingID", "room");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("Content-Type")).startsWith("application/xml");
            assertThat(refused.text("returncode")).contains("FAILED");
            assertThat(refused.messageKey()).isEqualTo("internalError");
        }
        assertThat(frontEnd.getPath("/scalelite/api/getServers").status()).isEqualTo(503);
        assertThat(frontEnd.getPath("/scalelite/api/getServers").body()).startsWith("{\"error\":");
        assertThat(frontEnd.getPath("/recording/x/presentation").status()).isEqualTo(503);
        for (String path : List.of("/", "/health_check", "/health/liveness", "/health/readiness")) {
            assertThat(frontEnd.getPath(path).status()).as(path).isEqualTo(200);
        }
        assertThat(frontEnd.metric("scalelite_api_requests_refused_total")).isEqualTo(8);
        host.inject(new Fault.RefuseConnections());
        for (Future<Answer> answer : hanging) {
            assertThat(of(answer).messageKey()).isEqualTo("internalError");
        }
        host.recover();
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 0);
        for (int i = 0; i < 20; i++) {
            assertThat(frontEnd.get("getMeetingInfo", "meetingID", "room").isSuccess())
                    .isTrue();
        }
    }

    @Test
    void aClosedConnectionFreesItsPlace() {
        frontEnd = suite.with("MAX_REQUESTS_IN_FLIGHT", "3").frontEnd();
        create("room").inject(new Fault.Hang());
        List<Future<Answer>> hanging = ask(3, "room");
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 3);
        hanging.forEach(answer -> answer.cancel(true));
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 0);
    }

    private Socket halfAForm(int stranger) throws IOException {
        Socket socket = send("POST /bigbluebutton/api/getMeetings HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113."
                + stranger + "\r\nContent-Type: " + FORM + "\r\nContent-Length: " + MIB + "\r\n\r\n");
        socket.getOutputStream().write(new byte[MIB - 1]);
        return socket;
    }

    @Test
    void formsOfStrangersTakeALimitedShareOfTheMemory() throws Exception {
        frontEnd = suite.frontEnd();
        byte[] form = "meetingID=room&name=Room".getBytes(StandardCharsets.US_ASCII);
        Callable<Answer> create = () -> frontEnd.post("create", Map.of(), FORM, form);
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 1; i < MOST_FORMS; i++) {
                strangers.add(halfAForm(i));
            }
            await().atMost(SOON).until(() -> {
                // Another one, as the last may have been refused because of this very call.
                strangers.add(halfAForm(strangers.size()));
                return create.call().body().contains("too many calls in hand");
            });
            assertThat(frontEnd.get("getMeetings").isSuccess())
                    .as("a call without a form")
                    .isTrue();
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
        await().atMost(SOON).until(create, Answer::isSuccess);
        for (int i = 0; i < MOST_FORMS; i++) {
            assertThat(frontEnd.send(HttpRequest.newBuilder(URI.create(frontEnd.api() + "/getMeetings"))
                                    .header("Content-Type", FORM)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[MIB])))
                            .messageKey())
                    .as("memory is given back")
                    .isEqualTo("checksumError");
        }
    }

    private Socket send(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), frontEnd.api().getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bodiesThatDoNotComeHoldNoPlaces() throws Exception {
        frontEnd = suite.with("MAX_REQUESTS_IN_FLIGHT", "17")
                .with("REQUEST_BODY_TIMEOUT", "1")
                .frontEnd();
        String head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Type: ";
        String slides = frontEnd.signed("create", Map.of("meetingID", "room", "name", "Room"))
                .getRawQuery();
        try (Socket form = send("POST /bigbluebutton/api/create" + head + FORM + "\r\n\r\na");
                Socket xml = send("POST /bigbluebutton/api/create?" + slides + head + "text/xml\r\n\r\n<");
                Socket nothing = send("POST /bigbluebutton/api/getMeetings" + head + FORM
                        + "\r\nX-Forwarded-For: 203.0.113.2\r\n\r\n")) {
            for (Socket socket : List.of(form, xml, nothing)) {
                assertThat(received(socket)).isEmpty();
            }
        }
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 0);
        assertThat(frontEnd.get("getMeetings").isSuccess()).isTrue();
    }

    private Socket unsignedForm(String source) throws IOException {
        return send("POST /bigbluebutton/api/create HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + source
                + "\r\nContent-Type: " + FORM + "\r\nContent-Length: 10\r\n\r\n");
    }

    private Answer formOf(String source, String form) {
        return frontEnd.send(HttpRequest.newBuilder(URI.create(frontEnd.api() + "/create"))
                .header("Content-Type", FORM)
                .header("X-Forwarded-For", source)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    void unsignedBodiesDelayNoOtherSource() throws Exception {
        frontEnd = suite.with("MAX_REQUESTS_IN_FLIGHT", "16").frontEnd();
        String form = "meetingID=room&name=Room&checksum=" + frontEnd.checksum("SHA-256", "create");
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                strangers.add(unsignedForm("203.0.113.1"));
            }
            await().atMost(SOON)
                    .until(() -> frontEnd.metric("scalelite_api_bodies_refused_total")
                                    + frontEnd.metric("scalelite_api_requests_refused_total")
                            == 59);
            assertThat(formOf("203.0.113.1", form).body()).contains("too many calls in hand");
            assertThat(formOf("203.0.113.2", form).isSuccess())
                    .as("another source")
                    .isTrue();
            byte[] all = "meetingID=signed&name=Room".getBytes(StandardCharsets.US_ASCII);
            assertThat(frontEnd.post("create", Map.of(), FORM, all).isSuccess())
                    .as("a right checksum, whoever waits")
                    .isTrue();
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
        await().atMost(SOON).until(() -> formOf("203.0.113.1", form).isSuccess());
    }

    @Test
    void connectionsWhoseHeaderDoesNotComeAreClosed() throws Exception {
        frontEnd = suite.with("REQUEST_HEADER_TIMEOUT", "1").frontEnd();
        try (Socket silent = send("");
                Socket half = send("GET / HTTP/1.1\r\nHost: ")) {
            assertThat(received(silent)).isEmpty();
            assertThat(received(half)).isEmpty();
        }
    }

    @Test
    void connectionsOverTheLimitAreClosedAtOnce() throws Exception {
        frontEnd = suite.with("MAX_CONNECTIONS", "3").frontEnd();
        String kept = "GET /health/liveness HTTP/1.1\r\nHost: x\r\n\r\n";
        String alive = "GET /health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (Socket first = send(kept);
                Socket second = send(kept);
                Socket third = send(kept)) {
            // They are counted by several threads: each has to be before the next one comes.
            for (Socket open : List.of(first, second, third)) {
                assertThat(new String(open.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            try (Socket fourth = send("")) {
                assertThat(fourth.getInputStream().read()).isEqualTo(-1);
            }
            third.getOutputStream().write(alive.getBytes(StandardCharsets.US_ASCII));
            assertThat(received(third)).contains("HTTP/1.1 200 ");
            await().atMost(SOON).ignoreExceptions().until(() -> {
                try (Socket fifth = send(alive)) {
                    return received(fifth).startsWith("HTTP/1.1 200 ");
                }
            });
            assertThat(List.of(first, second)).noneMatch(Socket::isClosed);
        }
    }

    @Test
    void refusalsNeverPrecedeEarlierAnswers() throws Exception {
        frontEnd = suite.with("MAX_REQUESTS_IN_FLIGHT", "1").frontEnd();
        SimulatedBbbServer host = create("room");
        host.inject(new Fault.Hang());
        String call = "GET " + frontEnd.signed("getMeetingInfo", Map.of("meetingID", "room"))
                + " HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket socket = send(call)) {
            await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 1);
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_refused_total") == 1);
            host.crash();
            assertThat(received(socket))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Unable to access meeting on server.")
                    .doesNotContain("503");
        }
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 0);
    }

    private Answer wrong(String... sources) {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create(frontEnd.api() + "/getMeetings?checksum=" + "0".repeat(64)));
        for (String source : sources) {
            call.header("X-Forwarded-For", source);
        }
        return frontEnd.send(call);
    }

    @Test
    void aCallerDoesNotChooseItsSource() {
        frontEnd = suite.with("CHECKSUM_FAILURES_PER_MINUTE", "3").frontEnd();
        for (int i = 0; i < 3; i++) {
            assertThat(wrong("198.51.100." + i, "203.0.113.9").status()).isEqualTo(200);
        }
        assertThat(wrong("198.51.100.4", "203.0.113.9").status())
                .as("the proxy adds a line of its own")
                .isEqualTo(429);
        assertThat(wrong("198.51.100.5, 203.0.113.9").status())
                .as("or an entry to the caller's line")
                .isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            assertThat(wrong("2001:db8:0:1::" + i).status()).isEqualTo(200);
        }
        assertThat(wrong("2001:db8:0:1:ffff::4").status()).as("of the same /64").isEqualTo(429);
        assertThat(wrong("2001:db8:0:2::1").status()).as("of the next one").isEqualTo(200);
    }

    @Test
    void throttlesWrongChecksumsBySourceButNoRightOnes() {
        frontEnd = suite.with("CHECKSUM_FAILURES_PER_MINUTE", "3").frontEnd();
        for (int i = 0; i < 3; i++) {
            assertThat(wrong("203.0.113.7").status()).isEqualTo(200);
        }
        Answer held = wrong("203.0.113.7");
        assertThat(held.status()).isEqualTo(429);
        assertThat(held.messageKey()).isEqualTo("checksumError");
        assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 60);
        assertThat(wrong("203.0.113.8").status()).as("another one").isEqualTo(200);
        assertThat(frontEnd.send(HttpRequest.newBuilder(frontEnd.signed("getMeetings", Map.of()))
                                .header("X-Forwarded-For", "203.0.113.7"))
                        .isSuccess())
                .as("a good one from the same address")
                .isTrue();
        assertThat(frontEnd.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + frontEnd.api().getPort() + "/scalelite/api/getServers?checksum="
                                        + "0".repeat(64)))
                                .header("X-Forwarded-For", "203.0.113.7"))
                        .status())
                .as("the admin API counts with it")
                .isEqualTo(429);
    }

    @Test
    void namesOfTenantsCannotBeTriedWithoutEnd() {
        var replica = suite.with("CHECKSUM_FAILURES_PER_MINUTE", "2")
                .with("MULTITENANCY_ENABLED", "true")
                .replica();
        TenantFrontEnd unknown = new TenantFrontEnd(replica, "unknown.sl.example.org", "secret");
        assertThat(unknown.get("getMeetings").status()).isEqualTo(200);
        assertThat(unknown.get("getMeetings").status()).isEqualTo(200);
        assertThat(unknown.get("getMeetings").status()).isEqualTo(429);
    }
}
