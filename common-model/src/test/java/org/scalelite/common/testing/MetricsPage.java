package org.scalelite.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a service serves at a METRICS_PORT of this machine. */
public record MetricsPage(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A page at a port that was free a moment ago. */
    public static MetricsPage atFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new MetricsPage(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a GET. */
    public HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TestTimeout.LIMIT)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Checks that the page has the health checks of a service that works, and nothing else. */
    public void assertHealthy() {
        assertThat(get("/health").body()).isEqualTo("success");
        assertThat(get("/health/readiness").body()).isEqualTo("ready");
        assertThat(get("/health/liveness").body()).isEqualTo("alive");
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    /** The metrics. */
    public String metrics() {
        return get("/metrics").body();
    }

    /** The value of a sample: its name, with labels in the order of the page. */
    public Optional<Double> value(String sample) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .map(line -> Double.valueOf(line.substring(sample.length() + 1)))
                .findFirst();
    }
}
