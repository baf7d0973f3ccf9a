package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.MetricsPage;

/** METRICS_PORT of the API, which serves metrics and health, and the port of the API, which serves both for compatibility. */
class MetricsPortTest {
    private static final MetricsPage page = MetricsPage.atFreePort();

    @RegisterExtension
    private static final TestSuite suite =
            new TestSuite(1).with("METRICS_PORT", String.valueOf(page.port())).with("URL_HOST", "sl.example.org");

    @Test
    void servesMetricsAndHealthUnderAnyHost() {
        suite.replica();
        assertThat(page.get("/metrics").headers().firstValue("content-type").orElse(""))
                .startsWith("text/plain; version=0.0.4");
        assertThat(page.metrics())
                .contains("scalelite_build_info{version=")
                .contains("process_start_time_seconds ")
                .contains("jvm_threads_live_threads ")
                .contains("scalelite_api_requests_in_flight");
        assertThat(page.get("/health").body()).isEqualTo("success");
        assertThat(page.get("/health/readiness").body()).isEqualTo("ready");
        assertThat(page.get("/health/liveness").body()).isEqualTo("alive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health_check",
                "/bigbluebutton/api",
                "/scalelite/api/getServers",
                "/fsapi",
                "/recording/x/y"
            })
    void servesNothingElse(String path) {
        suite.replica();
        assertThat(page.get(path).statusCode()).isIn(403, 404);
    }

    @Test
    void answersWhileThePortOfTheApiIsFull() throws IOException {
        MetricsPage other = MetricsPage.atFreePort();
        FrontEnd frontEnd = suite.with("METRICS_PORT", String.valueOf(other.port()))
                .with("MAX_CONNECTIONS", "1")
                .frontEnd();
        try (Socket _ =
                new Socket(InetAddress.getLoopbackAddress(), frontEnd.api().getPort())) {
            assertThat(other.get("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closesConnectionsBeyondItsLimit() throws IOException {
        MetricsPage full = MetricsPage.atFreePort();
        suite.with("METRICS_PORT", String.valueOf(full.port())).replica();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 65; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), full.port());
                socket.setSoTimeout(1);
                open.add(socket);
            }
            await("one connection to be closed").until(() -> open.stream().anyMatch(MetricsPortTest::isClosed));
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
