package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;

/**
 * Signed calls as bytes, one character for each, and what they lead to: a changed call leads to the same, or to
 * nothing.
 */
final class SignedCalls implements AutoCloseable {
    private static final Pattern LOCATION = Pattern.compile("(?i)\r\nlocation: ([^\r\n]*)");
    private static final int DEADLINE = (int) TestTimeout.LIMIT.toMillis();

    /** Ends whatever request is still incomplete, and the connection. */
    private static final String END = "\r\n\r\nGET /health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final TestSuite suite = new TestSuite(1).with("REQUEST_BODY_TIMEOUT", "1");
    private final FrontEnd frontEnd = suite.frontEnd();
    private final List<String> requests = new ArrayList<>();
    private final Set<String> redirects;
    private final Set<String> calls;

    SignedCalls() {
        Map<String, String> room = new LinkedHashMap<>();
        room.put("meetingID", "room");
        room.put("name", "Room");
        Map<String, String> viewer = new LinkedHashMap<>();
        viewer.put("meetingID", "room");
        viewer.put("fullName", "Zoë Viewer");
        viewer.put("role", "VIEWER");
        Map<String, String> meeting = Map.of("meetingID", "room");
        requests.add(request("GET", "create", room, ""));
        requests.add(request("GET", "join", viewer, ""));
        requests.add(request("GET", "getMeetingInfo", meeting, ""));
        requests.add(request("POST", "isMeetingRunning", meeting, "Content-Length: 0\r\n"));
        // Requests of one connection may run at the same time: the meeting has to exist before the others.
        assertThat(send(List.of(requests.getFirst()))).contains("<meetingID>room</meetingID>");
        assertThat(send(requests)).contains("<meetingName>Room</meetingName>");
        suite.server(0).dropRequestLog();
        String answers = send(requests);
        redirects = redirects(answers);
        calls = calls();
        assertThat(redirects).hasSize(1);
        assertThat(calls).hasSize(3);
    }

    private String request(String method, String call, Map<String, String> parameters, String headers) {
        URI signed = frontEnd.signed(call, parameters);
        return method + " " + signed.getRawPath() + "?" + signed.getRawQuery() + " HTTP/1.1\r\nHost: sl.example.org\r\n"
                + headers + "\r\n";
    }

    /** Each as it is sent. */
    List<String> requests() {
        return requests;
    }

    /** All answers to these, sent over one connection, as one text. */
    String send(List<String> texts) {
        byte[] bytes = (String.join("", texts) + END).getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder answers = new StringBuilder();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), frontEnd.api().getPort())) {
            socket.setSoTimeout(DEADLINE);
            socket.getOutputStream().write(bytes);
            byte[] buffer = new byte[1 << 14];
            int read;
            while ((read = socket.getInputStream().read(buffer)) >= 0) {
                answers.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answers to " + texts, e);
        } catch (IOException _) {
            // The connection was closed before all was sent: what was answered counts.
        }
        return answers.toString();
    }

    /** Checks what front-ends and browsers got. */
    void verifyAnswers(String answers) {
        assertThat(redirects(answers)).isSubsetOf(redirects);
        assertThat(answers)
                .doesNotContain("internalError")
                .doesNotContain("HTTP/1.1 5")
                .doesNotContain("_links");
    }

    /** Checks what the BBB server got since the last time. */
    void verifyCalls() {
        assertThat(calls()).isSubsetOf(calls);
        suite.server(0).dropRequestLog();
    }

    private static Set<String> redirects(String answers) {
        return LOCATION.matcher(answers).results().map(SignedCalls::target).collect(Collectors.toSet());
    }

    private static String target(MatchResult found) {
        return found.group(1);
    }

    private Set<String> calls() {
        return suite.server(0).requests().stream().map(SignedCalls::text).collect(Collectors.toSet());
    }

    /** The slides of a create are not signed, as with BBB, and no parameters. */
    private static String text(LoggedRequest request) {
        boolean hasSlides = request.call().equals("create")
                && request.headers().getOrDefault("content-type", "").equals("text/xml");
        return hasSlides
                ? "GET " + request.path() + "?" + request.rawQuery() + " "
                : request.method() + " " + request.path() + "?" + request.rawQuery() + " " + request.bodyText();
    }

    @Override
    public void close() {
        suite.close();
    }
}
