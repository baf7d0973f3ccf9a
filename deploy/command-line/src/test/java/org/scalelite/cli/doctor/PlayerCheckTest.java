package org.scalelite.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.config.Settings;
import org.scalelite.common.doctor.Finding;

/** The check of the player where nginx has it, and where it is not needed. */
class PlayerCheckTest {
    private static final URI UNREACHABLE = URI.create("http://127.0.0.1:1");

    @ParameterizedTest
    @CsvSource({
        "200, OK, nginx has BBB's player",
        "503, WARNING, nginx has no player",
        "404, WARNING, nginx has no player",
        "301, NOTE, status 301",
        "502, NOTE, status 502"
    })
    void nginxIsAskedForThePlayer(int status, Finding.Severity severity, String what) throws IOException {
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer nginx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nginx.createContext("/", exchange -> {
            try (exchange) {
                asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                exchange.sendResponseHeaders(status, -1);
            }
        });
        nginx.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + nginx.getAddress().getPort());
            Finding finding = PlayerCheck.behindNginx(List.of(UNREACHABLE, address));
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.what()).contains(what);
            assertThat(finding.cure().contains("install-player")).isEqualTo(severity == Finding.Severity.WARNING);
            assertThat(asked).hasValue("GET /playback/presentation/2.3/");
        } finally {
            nginx.stop(0);
        }
    }

    @Test
    void notesUnreachableNginx() {
        Finding finding = PlayerCheck.behindNginx(List.of(UNREACHABLE));
        assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
        assertThat(finding.what()).contains("cannot be asked", "Connection refused");
        assertThat(run(Map.of())).singleElement().satisfies(note -> {
            assertThat(note.severity()).isEqualTo(Finding.Severity.NOTE);
            assertThat(note.what()).contains("without URL_HOST nginx cannot be asked");
        });
    }

    @ParameterizedTest
    @CsvSource({"RECORDING_PLAYBACK_FORMATS, video:podcast", "RECORDING_DISABLED, true", "DB_DISABLED, true"})
    void noFindingWithoutPresentationFormat(String variable, String value) {
        assertThat(run(Map.of(variable, value, "PLAYBACK_DELIVERY", "direct"))).isEmpty();
    }

    private static List<Finding> run(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PLAYBACK_PLAYER_DIR", "/nowhere");
        return PlayerCheck.run(Settings.of(environment));
    }
}
