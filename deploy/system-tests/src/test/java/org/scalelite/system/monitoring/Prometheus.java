package org.scalelite.system.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.scalelite.common.testing.MonitoringFiles;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.system.Shell;
import org.scalelite.system.SuiteProcess;

/**
 * Debian's Prometheus with the configuration and the rules of deploy/monitoring, but for the addresses of the targets, and with
 * shorter intervals.
 */
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = TestTimeout.LIMIT;

    private final int port = SuiteProcess.freePort();
    private final SuiteProcess process;

    /**
     * Starts it.
     *
     * @param targets port on this machine by job
     */
    Prometheus(Path directory, Map<String, Integer> targets) {
        try {
            for (String rules : List.of("recording-rules.yml", "alerts.yml")) {
                Files.copy(MonitoringFiles.path(rules), directory.resolve(rules));
            }
            Path configuration = Files.writeString(directory.resolve("prometheus.yml"), configuration(targets));
            process = SuiteProcess.start(
                    List.of(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port),
                    Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            process.awaitLine("Server is ready to receive web requests");
            awaitTargets(targets.size());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    static boolean isInstalled() {
        return new Shell(Map.of())
                        .run(TIMEOUT, List.of("sh", "-c", "command -v prometheus"))
                        .code()
                == 0;
    }

    private static String configuration(Map<String, Integer> targets) throws IOException {
        String shipped = Files.readString(MonitoringFiles.path("prometheus.yml"));
        StringBuilder text = new StringBuilder();
        String job = "";
        for (String line : shipped.replace("scrape_interval: 15s", "scrape_interval: 5s\n  scrape_timeout: 5s")
                .replace("evaluation_interval: 15s", "evaluation_interval: 1s")
                .split("\n", -1)) {
            if (line.contains("job_name: ")) {
                job = line.substring(line.indexOf(": ") + 2);
            }
            text.append(
                            line.contains("dns_sd_configs:")
                                    ? "    static_configs: [{targets: [\"127.0.0.1:%d\"]}]".formatted(targets.get(job))
                                    : line)
                    .append('\n');
        }
        return text.toString();
    }

    /** The series that an expression has now. */
    List<JsonNode> query(String expression) {
        String query = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(query))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalStateException(expression + ": " + answer);
            }
            return MonitoringFiles.elements(answer.path("data").path("result")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether an expression has a number now. */
    boolean hasData(String expression) {
        return query(expression).stream()
                .anyMatch(series -> !series.path("value").path(1).asText().equals("NaN"));
    }

    /** Waits until all targets are scraped, and rules are evaluated. */
    private void awaitTargets(int count) {
        Awaitility.await("targets").until(() -> query("up == 1").size() == count);
        Awaitility.await("rules").until(() -> hasData("sum(scalelite:targets_up:count) == " + count));
    }

    @Override
    public void close() {
        process.close();
    }
}
