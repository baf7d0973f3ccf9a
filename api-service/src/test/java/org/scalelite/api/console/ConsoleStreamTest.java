package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.server.Server;

/** The events of the page of the pool. */
class ConsoleStreamTest {
    private static final int MOST = 50;

    private final TestSuite suite =
            new TestSuite(2).with("ADMIN_API_TOKENS", Operator.TOKENS).with("CONSOLE_ENABLED", "true");
    private final ApiService api = suite.replica();
    private final String cookie = Operator.at(api.uri())
            .post("/login", Map.of("token", Operator.READ))
            .cookie();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
        suite.close();
    }

    private HttpResponse<InputStream> open() {
        return openSoon().join();
    }

    /** A stream answers with its first event. */
    private CompletableFuture<HttpResponse<InputStream>> openSoon() {
        URI address = URI.create("http://127.0.0.1:%d/scalelite/console/stream"
                .formatted(api.uri().getPort()));
        return http.sendAsync(
                HttpRequest.newBuilder(address)
                        .header("Cookie", cookie)
                        .header("Accept", "text/event-stream")
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String until(BufferedReader events, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return seen.toString();
            }
        }
        throw new AssertionError(text + " did not come: " + seen);
    }

    private static BufferedReader reader(HttpResponse<InputStream> stream) {
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    @Test
    void sendsAChangedServer() throws IOException {
        HttpResponse<InputStream> stream = open();
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
        try (BufferedReader events = reader(stream)) {
            assertThat(until(events, "event: ")).isEqualTo("event: alive\n");
            suite.registry().servers().changeState(suite.id(1), Server.State.CORDONED);
            assertThat(until(events, "cordoned")).contains("event: rows", "hx-swap-oob=\"true\"");
        }
    }

    @Test
    void limitsTheNumberOfStreams() throws IOException {
        List<HttpResponse<InputStream>> streams = Stream.generate(this::openSoon).limit(MOST).toList().stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(streams).allMatch(stream -> stream.statusCode() == 200);
        assertThat(open().statusCode()).isEqualTo(503);
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> open().statusCode() == 200);
    }

    @Test
    void endsWhenTheApiStops() throws IOException {
        try (BufferedReader events = reader(open())) {
            until(events, "event: alive");
            long start = System.nanoTime();
            api.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
