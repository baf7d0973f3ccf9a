package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** getMeetings of a large pool for many and slow callers, with limited space (docs/degraded.md). */
class ListMeetingsLoadTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final int MIB = 1 << 20;
    private static final int SLOW_READERS = 17;
    private static final int CALLERS = 30;
    /** More than the kernel buffers of a connection. */
    private static final int LIST_BYTES = 3 * MIB + mostKept();

    /** More than the system buffers for a caller that reads nothing. */
    private static final int LONG_LIST_BYTES = 20 * MIB + mostKept();

    private static final String END_OF_HEAD = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String MEETING =
            "<meeting><meetingID>m</meetingID><meetingName>" + "x".repeat(MIB) + "</meetingName></meeting>";

    private final TestSuite suite = new TestSuite(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> slow = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private FrontEnd frontEnd;

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
        callers.shutdownNow();
        suite.close();
    }

    /** The maximum send buffer of the kernel, in MiB. */
    private static int mostKept() {
        try {
            // Not readString, which reads byte by byte: such a file must be read at once.
            String sizes =
                    Files.readAllLines(Path.of("/proc/sys/net/ipv4/tcp_wmem")).getFirst();
            int most = Integer.parseInt(sizes.split("\\s+", -1)[2]);
            return (most + MIB - 1) / MIB * MIB;
        } catch (IOException _) {
            return 4 * MIB;
        }
    }

    private void start(int listBytes, int bufferMib, String stallSeconds) {
        suite.server(0)
                .inject(
                        new Fault.Answer(
                                200,
                                "text/xml",
                                "<response><returncode>SUCCESS</returncode><meetings>" + MEETING.repeat(listBytes / MIB)
                                        + "</meetings></response>"),
                        "getMeetings");
        frontEnd = suite.with("GET_MEETINGS_BUFFER_MIB", String.valueOf(bufferMib))
                .with("ANSWER_STALL_TIMEOUT", stallSeconds)
                .frontEnd();
    }

    private double buffered() {
        return frontEnd.metric("scalelite_api_getmeetings_buffered_bytes");
    }

    /** Sends a request, and reads the first byte of the answer only. */
    private Socket askAndStall(String method, boolean reads) throws IOException {
        Socket socket = new Socket();
        slow.add(socket);
        socket.setReceiveBufferSize(1 << 12);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), frontEnd.api().getPort()));
        socket.setSoTimeout((int) SOON.toMillis());
        URI call = frontEnd.signed("getMeetings", Map.of());
        socket.getOutputStream()
                .write((method + " " + call.getRawPath() + "?" + call.getRawQuery() + END_OF_HEAD)
                        .getBytes(StandardCharsets.US_ASCII));
        if (reads) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        return socket;
    }

    /** The number of remaining bytes. */
    private static long rest(Socket socket) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketException _) {
            // Reset.
        }
        return bytes;
    }

    private HttpResponse<Long> ask(HttpClient http) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(frontEnd.signed("getMeetings", Map.of()))
                        .timeout(SOON)
                        .build(),
                _ -> HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofInputStream(), ListMeetingsLoadTest::length));
    }

    private static long length(InputStream in) {
        try (in) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void callersShareOneListBesideSlowReaders() throws Exception {
        start(LIST_BYTES, 3 * LIST_BYTES / MIB + 1, "3");
        for (int i = 0; i < SLOW_READERS; i++) {
            askAndStall("GET", true);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<Future<HttpResponse<Long>>> answers = IntStream.range(0, CALLERS)
                    .mapToObj(_ -> callers.submit(() -> ask(http)))
                    .toList();
            for (Future<HttpResponse<Long>> answer : answers) {
                HttpResponse<Long> got = answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(got.statusCode()).isEqualTo(200);
                assertThat(got.body()).isGreaterThan(0);
            }
        }
        assertThat(suite.server(0).requests("getMeetings"))
                .as("fetches for all callers")
                .hasSizeLessThan(SLOW_READERS + CALLERS);
        assertThat(buffered()).isLessThanOrEqualTo((3.0 * LIST_BYTES / MIB + 1) * MIB);
        await().atMost(SOON).until(() -> buffered() == 0);
        await().atMost(SOON).until(() -> frontEnd.metric("scalelite_api_requests_in_flight") == 0);
        int complete = 0;
        for (Socket socket : slow) {
            complete += rest(socket) >= LIST_BYTES ? 1 : 0;
        }
        assertThat(complete).as("not cut off").isZero();
    }

    @Test
    void rejectsListsAboveTheSpaceLimit() throws Exception {
        start(LONG_LIST_BYTES, LONG_LIST_BYTES / MIB + 1, "30");
        askAndStall("GET", true);
        Answer refused = frontEnd.get("getMeetings");
        assertThat(refused.messageKey()).isEqualTo("internalError");
        assertThat(refused.body()).contains("GET_MEETINGS_BUFFER_MIB");
        slow.getFirst().close();
        await().atMost(SOON).until(() -> buffered() == 0);
        assertThat(frontEnd.get("getMeetings").isSuccess()).isTrue();
    }

    @Test
    void closedConnectionsAndHeadHoldNoSpace() throws Exception {
        start(LONG_LIST_BYTES, LONG_LIST_BYTES / MIB + 1, "30");
        Socket head = askAndStall("HEAD", true);
        await().atMost(SOON).until(() -> suite.server(0).requests("getMeetings").size() == 1);
        head.close();
        await().atMost(SOON).until(() -> buffered() == 0);
        askAndStall("GET", false).close();
        await().atMost(SOON).until(() -> suite.server(0).requests("getMeetings").size() == 2 && buffered() == 0);
    }
}
