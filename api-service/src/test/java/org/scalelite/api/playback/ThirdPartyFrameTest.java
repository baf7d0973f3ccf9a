package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.playback.PlaybackFixture.Traits;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.common.testing.TestTimeout;

/** A protected recording in a frame of another site, in a browser that blocks third-party cookies. */
class ThirdPartyFrameTest {
    private static final String REC = "a1b2-1767603600123";
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private final PlaybackFixture recordings = new PlaybackFixture();

    @AfterEach
    void stop() throws IOException {
        recordings.close();
    }

    @Test
    void playsAProtectedRecordingInAThirdPartyFrame() {
        HeadlessBrowser.assumeInstalled("COOKIES ARE TESTED IN NO BROWSER");
        recordings.with("PLAYBACK_DELIVERY", "nginx");
        SelfSigned tls = SelfSigned.in(recordings.directory().resolve("tls"));
        NginxProcess nginx = recordings.nginx(
                recordings.replica().uri().getPort(),
                Map.of(
                        "NGINX_SSL",
                        "true",
                        "NGINX_SSL_CERTIFICATE",
                        tls.certificate().toString(),
                        "NGINX_SSL_CERTIFICATE_KEY",
                        tls.key().toString()));
        recordings.row(REC, Traits.open().guarded(), "video");
        recordings.file("video/" + REC + "/index.html", "<!DOCTYPE html><script src=\"player.js\"></script>");
        recordings.file("video/" + REC + "/player.js", "document.title = 'playing';");
        String link = "https://sl.example.net:%d/recording/%s/video?token=%s"
                .formatted(nginx.tlsPort(), REC, recordings.token(REC, "video"));
        HttpServer frontEnd = page("<!DOCTYPE html><iframe src=\"" + link + "\"></iframe>");
        try {
            new HeadlessBrowser(recordings.directory())
                    .load(
                            "http://moodle.example.org:" + frontEnd.getAddress().getPort() + "/",
                            "--test-third-party-cookie-phaseout");
        } finally {
            frontEnd.stop(0);
        }
        Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> nginx.log().contains("GET sl.example.net /recording/" + REC + "/video 307"));
        Awaitility.await()
                .atMost(DEADLINE)
                .untilAsserted(() -> assertThat(nginx.log())
                        .contains("GET sl.example.net /video/" + REC + "/ 200")
                        .contains("GET sl.example.net /video/" + REC + "/player.js 200"));
    }

    private static HttpServer page(String html) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
