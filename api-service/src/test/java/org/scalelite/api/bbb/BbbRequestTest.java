package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestTimeout;

/** Routing, bodies and trust over real HTTP (specification, sections 5.1 to 5.7 and 5.13). */
class BbbRequestTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MIB = 1 << 20;

    private static TestSuite suite;
    private static ApiService replica;
    private static FrontEnd frontEnd;

    @BeforeAll
    static void start() {
        suite = new TestSuite(1).with("MAX_BODY_MIB", "2").with("BUILD_NUMBER", "42");
        replica = suite.replica();
        frontEnd = new FrontEnd(replica.uri(), TestSuite.SECRET);
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    private static Answer request(String method, String path) {
        return frontEnd.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + replica.uri().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** The first line and the rest of the answer to a request as it stands. */
    private static List<String> raw(String head, byte[] body) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), replica.uri().getPort())) {
            socket.setSoTimeout((int) TestTimeout.LIMIT.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
    }

    private static List<String> raw(String requestLine) throws IOException {
        return raw(requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bigbluebutton/api", "/bigbluebutton/api/", "//bigbluebutton//api//"})
    void theIndexAnswersWithAndWithoutSlashes(String path) {
        Answer answer = request("GET", path);
        assertThat(answer.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><version>2.0</version><build>42</build>"
                        + "<apiVersion>2.0</apiVersion><bbbVersion></bbbVersion></response>");
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=utf-8");
    }

    @Test
    void rawControlCharactersInAQueryAreRefused() throws IOException {
        List<String> answer = raw("GET /bigbluebutton/api/getMeetings?a=\u007f\u0001&checksum=x");
        assertThat(answer.getFirst()).endsWith(" 400 Bad Request");
        assertThat(answer.getLast()).contains("unsupportedRequest");
    }

    @Test
    void rawBytesOfUtf8InAQueryAreAnsweredLikeAnyOther() throws IOException {
        List<String> answer = raw("GET /bigbluebutton/api/getMeetings?a=\u00c3\u009c&checksum=x");
        assertThat(answer.getFirst()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.getLast()).contains("checksumError");
    }

    @Test
    void theIndexTakesAnyChecksumAndForms() {
        assertThat(frontEnd.getRaw("?checksum=nonsense").isSuccess()).isTrue();
        assertThat(frontEnd.post("", Map.of(), FORM, "a=b".getBytes(StandardCharsets.UTF_8))
                        .isSuccess())
                .isTrue();
        assertThat(frontEnd.post("", Map.of(), "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                        .messageKey())
                .isEqualTo("unsupportedContentType");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /bigbluebutton/api/unknown",
        "PUT, /bigbluebutton/api/create",
        "DELETE, /bigbluebutton/api/create",
        "PATCH, /bigbluebutton/api/create",
        "OPTIONS, /bigbluebutton/api/create",
        "PROPFIND, /bigbluebutton/api/create",
        "GET, /nowhere",
        "POST, /health_check",
        "DELETE, /health_check",
        "GET, /bigbluebutton",
        "GET, /scalelite/api/unknown"
    })
    void everythingElseIsUnsupportedWithStatus200(String method, String path) {
        Answer answer = request(method, path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("<response><returncode>FAILED</returncode><messageKey>unsupportedRequest</messageKey>"
                        + "<message>This request is not supported.</message></response>");
    }

    @Test
    void headIsAnsweredLikeGet() {
        Answer answer = request("HEAD", "/bigbluebutton/api");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=utf-8");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void checksumErrorsAreTheSameForEveryReason() {
        List<String> queries = List.of(
                "/getMeetings",
                "/getMeetings?checksum=",
                "/getMeetings?checksum=abc",
                "/getMeetings?checksum=" + "0".repeat(40),
                "/getMeetings?checksum=" + "0".repeat(64),
                "/getMeetings?checksum=" + new FrontEnd(replica.uri(), "").checksum("SHA-1", "getMeetings"),
                "/getMeetings?x=1&checksum=" + frontEnd.checksum("SHA-1", "getMeetings"));
        for (String query : queries) {
            Answer answer = frontEnd.getRaw(query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .as(query)
                    .isEqualTo("<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey>"
                            + "<message>You did not pass the checksum security check</message></response>");
        }
    }

    @Test
    void charactersThatNoUriMayHaveAreTakenAsTheyCame() throws IOException {
        String query = "meetingID=a|b{c}\"<>^`[]\\ü&x=y";
        byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
        String asSent = new String(utf8, StandardCharsets.ISO_8859_1);
        String checksum = frontEnd.checksum("SHA-256", "isMeetingRunning" + query);
        List<String> lines = raw("GET /bigbluebutton/api/isMeetingRunning?" + asSent + "&checksum=" + checksum);
        assertThat(lines.getFirst()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(lines.getLast()).contains("<running>false</running>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meetingID=%", "meetingID=%2", "meetingID=%zz", "meetingID=%C3%28", "%FF=1"})
    void brokenEncodingIsABadRequestWithoutABody(String query) throws IOException {
        List<String> lines = raw("GET /bigbluebutton/api/isMeetingRunning?" + query + "&checksum="
                + frontEnd.checksum("SHA-1", "isMeetingRunning" + query));
        assertThat(lines.getFirst()).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(lines.getLast()).isEmpty();
    }

    @Test
    void aContentTypeWithoutABodyMeansNothing() {
        Answer answer = frontEnd.send(HttpRequest.newBuilder(frontEnd.signed("getMeetings", Map.of()))
                .header("Content-Type", "application/json")
                .GET());
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "create, application/json, unsupportedContentType",
        "create, text/plain, unsupportedContentType",
        "isMeetingRunning, application/xml, unsupportedContentType",
        "getMeetings, application/json, unsupportedContentType",
        "insertDocument, application/x-www-form-urlencoded, unsupportedContentType"
    })
    void aBodyOfAnotherTypeIsRefused(String call, String type, String key) {
        byte[] body = "meetingID=x".getBytes(StandardCharsets.UTF_8);
        assertThat(frontEnd.post(call, Map.of("meetingID", "x"), type, body).messageKey())
                .isEqualTo(key);
    }

    @Test
    void aPostWithABodyButNoTypeIsRefused() throws IOException {
        List<String> lines = raw(
                "POST /bigbluebutton/api/create?checksum=" + frontEnd.checksum("SHA-1", "create")
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n",
                "a=b".getBytes(StandardCharsets.US_ASCII));
        assertThat(lines.getLast()).contains("unsupportedContentType");
    }

    @Test
    void parametersAndChecksumMayStandInTheForm() {
        String checksum = frontEnd.checksum("SHA-256", "isMeetingRunning");
        Answer answer = postUnsigned("isMeetingRunning", FORM, "meetingID=nowhere&checksum=" + checksum);
        assertThat(answer.text("running")).as(answer.body()).contains("false");
    }

    @Test
    void parametersMayStandInAMultipartForm() {
        String checksum = frontEnd.checksum("SHA-256", "isMeetingRunning");
        String body = "--X\r\nContent-Disposition: form-data; name=\"meetingID\"\r\n\r\nrôom\r\n"
                + "--X\r\nContent-Disposition: form-data; name=\"checksum\"\r\n\r\n" + checksum + "\r\n--X--\r\n";
        Answer answer = postUnsigned("isMeetingRunning", "multipart/form-data; boundary=X", body);
        assertThat(answer.text("running")).as(answer.body()).contains("false");
    }

    @Test
    void refusesFormsOfMoreThanAThousandFields() {
        String fields = "a=1&".repeat(999);
        assertThat(postUnsigned("isMeetingRunning", FORM, fields + "b=1").messageKey())
                .isEqualTo("checksumError");
        Answer refused = postUnsigned("isMeetingRunning", FORM, fields + "b=1&c=1");
        assertThat(refused.messageKey()).isEqualTo("requestTooLarge");
        assertThat(refused.body()).contains("1000 fields");
        String part = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        String multipart = "multipart/form-data; boundary=X";
        assertThat(postUnsigned("isMeetingRunning", multipart, part.repeat(1000) + "--X--\r\n")
                        .messageKey())
                .isEqualTo("checksumError");
        assertThat(postUnsigned("isMeetingRunning", multipart, part.repeat(1001) + "--X--\r\n")
                        .messageKey())
                .isEqualTo("requestTooLarge");
    }

    @ParameterizedTest
    @CsvSource({"meetingID=b", "meetingID=a", "password=x", "%70assword=x", "a"})
    void aFormAddsNothingToParametersOfTheQuery(String form) {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        assertThat(frontEnd.post("end", Map.of("meetingID", "a"), FORM, body).messageKey())
                .isEqualTo("checksumError");
        assertThat(frontEnd.post("end", Map.of("meetingID", "a"), FORM, "&".getBytes(StandardCharsets.UTF_8))
                        .messageKey())
                .isEqualTo("notFound");
    }

    @Test
    void allParametersMayStandInTheFormNextToAChecksum() {
        byte[] form = "meetingID=nowhere".getBytes(StandardCharsets.UTF_8);
        assertThat(frontEnd.post("isMeetingRunning", Map.of(), FORM, form).text("running"))
                .contains("false");
    }

    /** Of the call in the API, or else of the path as it stands. */
    private static String target(String call) {
        if (call.startsWith("/")) {
            return call;
        }
        URI signed = frontEnd.signed(call, Map.of("meetingID", "room", "fullName", "Viewer", "role", "VIEWER"));
        return signed.getRawPath() + "?" + signed.getRawQuery();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, join, application/x-www-form-urlencoded, 200, checksumError",
        "GET, join, Application/X-WWW-Form-Urlencoded; charset=utf-8, 200, checksumError",
        "GET, join, multipart/form-data; boundary=X, 200, checksumError",
        "GET, end, application/x-www-form-urlencoded, 200, checksumError",
        "GET, join, application/json, 200, unsupportedContentType",
        "GET, create, text/xml, 200, unsupportedContentType",
        "GET, getMeetings, '', 200, unsupportedContentType",
        "HEAD, join, application/x-www-form-urlencoded, 200, ''",
        "GET, /bigbluebutton/api, application/x-www-form-urlencoded, 200, checksumError",
        "GET, /recording/x/presentation, text/plain, 400, Content-Type is missing",
        "GET, /health_check, text/plain, 400, Content-Type is missing",
        "GET, /scalelite/api/getServers, application/json, 400, '{\"error\":'"
    })
    void aGetOrHeadWithContentIsRefused(String method, String call, String type, int status, String answer)
            throws IOException {
        frontEnd.get("create", "meetingID", "room", "name", "Room");
        assertThat(raw(method + " " + target("join")).getFirst()).endsWith("302 Found");
        byte[] form = "role=MODERATOR&userID=teacher-1".getBytes(StandardCharsets.US_ASCII);
        String head =
                method + " " + target(call) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type;
        List<String> counted = raw(head + "\r\nContent-Length: " + form.length + "\r\n\r\n", form);
        byte[] chunk = "1f\r\nrole=MODERATOR&userID=teacher-1\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<String> chunked = raw(head + "\r\nTransfer-Encoding: chunked\r\n\r\n", chunk);
        for (List<String> lines : List.of(counted, chunked)) {
            assertThat(lines.getFirst()).startsWith("HTTP/1.1 " + status);
            assertThat(String.join("\n", lines)).contains(answer).doesNotContainIgnoringCase("location:");
        }
    }

    @Test
    void aWrongChecksumIsAnsweredBeforeTheBodyComes() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), replica.uri().getPort())) {
            socket.setSoTimeout((int) TestTimeout.LIMIT.toMillis());
            socket.getOutputStream()
                    .write(("POST /bigbluebutton/api/end?meetingID=x&checksum=" + "0".repeat(64)
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Type: " + FORM
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(15);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aQueryHasAThousandParametersAtMost() {
        String query = "a=1&".repeat(998) + "meetingID=x";
        assertThat(frontEnd.getRaw("/isMeetingRunning?" + query + "&checksum="
                                + frontEnd.checksum("SHA-256", "isMeetingRunning" + query))
                        .isSuccess())
                .isTrue();
        Answer refused = frontEnd.getRaw("/isMeetingRunning?b&" + query + "&checksum="
                + frontEnd.checksum("SHA-256", "isMeetingRunningb&" + query));
        assertThat(refused.messageKey()).isEqualTo("requestTooLarge");
        assertThat(refused.body()).contains("1000 parameters");
    }

    /** What Micronaut or Netty refuse by themselves: request line, further headers, status, type of the answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /bigbluebutton/api/getMeetings?LONG |                              | 413 | application/xml
            GET /bigbluebutton/api/getMeetings?T    | B: LONG                      | 413 | application/xml
            GET /bigbluebutton/api/getMeetings?T    | MANY                         | 413 | application/xml
            GET /scalelite/api/getServers?T         | MANY                         | 413 | application/json
            GET /recording/x/presentation?T         | MANY                         | 413 | text/plain
            GET /scalelite/api/getServers?T         | B: LONG                      | 413 | application/json
            GARBAGE                                 |                              | 400 | application/xml
            GET /bigbluebutton/api/getMeetings?T    | Content-Length: x            | 400 | application/xml
            GET /scalelite/api/getServers?T         | Bad Name: x                  | 400 | application/json
            """)
    void errorsOfTheFrameworkAreInOurOwnForm(String line, @Nullable String header, int status, String type)
            throws IOException {
        String filler = "a".repeat(70_000);
        String headers = header == null
                ? ""
                : header.replace("MANY", "a: b\r\n".repeat(100) + "c: d").replace("LONG", filler) + "\r\n";
        List<String> lines = raw(
                line.replace("LONG", filler).replace("?T", "?token=secret") + " HTTP/1.1\r\nHost: x\r\n" + headers
                        + "Connection: close\r\n\r\n",
                new byte[0]);
        String answer = String.join("\n", lines);
        assertThat(lines.getFirst()).matches("HTTP/1\\.[01] " + status + " .*");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: " + type);
        assertThat(answer).doesNotContain("_links", "_embedded", "secret", "getMeetings?", "aaaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "[::1", "x:99999999", "", "x/y", "\u00ff", "%zz"})
    void aBadHostIsNoReasonForAnAnswerOfTheFramework(String host) throws IOException {
        for (String path : List.of("/bigbluebutton/api/getMeetings", "/recording/x/presentation", "/health_check")) {
            String answer = String.join(
                    "\n",
                    raw(
                            "GET " + path + "?token=secret HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n",
                            new byte[0]));
            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("_links", "_embedded", "secret", "HTTP/1.1 5");
        }
    }

    private static Answer postUnsigned(String call, String type, String body) {
        return frontEnd.send(HttpRequest.newBuilder(URI.create(frontEnd.api() + "/" + call))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void refusesBodiesAboveTheLimitWithTheReason() {
        byte[] slides = new byte[2 * MIB];
        Arrays.fill(slides, (byte) 'x');
        Answer largest = frontEnd.post("create", Map.of("meetingID", "big", "name", "Big"), "application/xml", slides);
        assertThat(largest.messageKey()).isNotEqualTo("requestTooLarge");

        Answer tooLarge = frontEnd.post(
                "create", Map.of("meetingID", "bigger", "name", "Bigger"), "application/xml", new byte[2 * MIB + 1]);
        assertThat(tooLarge.status()).isEqualTo(200);
        assertThat(tooLarge.messageKey()).isEqualTo("requestTooLarge");
        assertThat(tooLarge.body()).contains("MAX_BODY_MIB");
    }

    @Test
    void aChunkedBodyIsCountedWhileItComes() {
        Answer answer = frontEnd.send(
                HttpRequest.newBuilder(frontEnd.signed("create", Map.of("meetingID", "chunked", "name", "Chunked")))
                        .header("Content-Type", "application/xml")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(new byte[3 * MIB]))));
        assertThat(answer.messageKey()).isEqualTo("requestTooLarge");
    }

    @Test
    void healthIsPlainText() {
        for (String path : List.of("/health_check", "/health_check/", "/")) {
            Answer answer = request("GET", path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("success");
            assertThat(answer.header("Content-Type")).startsWith("text/plain");
        }
        assertThat(request("GET", "/health/liveness").body()).isEqualTo("alive");
        assertThat(request("GET", "/health/readiness").body()).isEqualTo("ready");
        assertThat(request("GET", "/metrics").body()).contains("scalelite_api_calls_seconds_count");
    }
}
