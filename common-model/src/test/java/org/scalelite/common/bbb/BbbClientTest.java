package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.Acceptor;

/** Calls over connections that are closed by the server. */
class BbbClientTest {
    private static final String XML = "<response><returncode>SUCCESS</returncode></response>";
    private static final Duration TIME = Duration.ofSeconds(60);

    private final BbbClient client = new BbbClient(BbbClientConfig.of(Settings.of(Map.of())));
    private final ClosingServer server = new ClosingServer();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private BbbEndpoint endpoint() {
        return new BbbEndpoint(URI.create("http://127.0.0.1:" + server.port() + "/bigbluebutton/api"), "secret", true);
    }

    private BbbReply call(String call) {
        return client.call(endpoint(), call, CallParameters.none(), Optional.empty(), TIME);
    }

    @Test
    void retriesReadCallsOverANewConnection() {
        server.answersPerConnection = 1;
        for (int i = 0; i < 3; i++) {
            assertThat(call("getMeetingInfo")).isInstanceOf(BbbReply.Success.class);
            assertThat(call("isMeetingRunning")).isInstanceOf(BbbReply.Success.class);
            assertThat(client.<BbbClient.Fetched>fetchLong(
                            endpoint(), "getMeetings", CallParameters.none(), fetched -> fetched))
                    .isInstanceOf(Fetched.Document.class);
            assertThat(client.<Boolean>fetchLong(
                            endpoint(),
                            "getMeetings",
                            CallParameters.none(),
                            fetched -> fetched instanceof Fetched.Document document
                                    && new String(document.bytes(), StandardCharsets.UTF_8).equals(XML)))
                    .isTrue();
            assertThat(client.fetchIndex(endpoint())).isInstanceOf(Fetched.Document.class);
        }
        assertThat(server.requests)
                .as("some were sent over a closed connection")
                .hasSizeGreaterThan(15);
    }

    @Test
    void sendsChangingCallsOnce() {
        for (String call : List.of("create", "end", "sendChatMessage")) {
            server.answersPerConnection = 1;
            assertThat(call("getMeetingInfo")).isInstanceOf(BbbReply.Success.class);
            server.requests.clear();
            server.answersPerConnection = 0;
            assertThat(call(call))
                    .as(call)
                    .isInstanceOfSatisfying(
                            BbbReply.Unreachable.class,
                            lost -> assertThat(lost.mayHaveRun()).isTrue());
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void doesNotRetryAClosedNewConnection() {
        assertThat(call("getMeetingInfo")).isInstanceOf(BbbReply.Unreachable.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void doesNotRetryTwice() {
        server.answersPerConnection = 1;
        assertThat(call("getMeetingInfo")).isInstanceOf(BbbReply.Success.class);
        server.requests.clear();
        server.answersPerConnection = 0;
        assertThat(call("getMeetingInfo")).isInstanceOf(BbbReply.Unreachable.class);
        assertThat(server.requests).hasSizeLessThanOrEqualTo(2);
    }

    /** Answers a number of requests per connection, and closes it after reading the next one. */
    private static final class ClosingServer implements AutoCloseable {
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile int answersPerConnection;
        private final Acceptor acceptor = new Acceptor(this::serve);

        int port() {
            return acceptor.port();
        }

        private void serve(Socket connection) throws IOException {
            try (connection;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
                for (int answered = 0; ; answered++) {
                    String line = in.readLine();
                    if (line == null) {
                        return;
                    }
                    while (!in.readLine().isEmpty()) {
                        // Headers.
                    }
                    requests.add(line);
                    if (answered >= answersPerConnection) {
                        return;
                    }
                    connection
                            .getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + XML.length()
                                            + "\r\n\r\n" + XML)
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        }

        @Override
        public void close() {
            acceptor.close();
        }
    }
}
