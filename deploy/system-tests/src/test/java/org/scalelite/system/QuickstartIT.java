package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** The quick start, as a newcomer runs it. */
class QuickstartIT {
    private static final Pattern URL = Pattern.compile("http://\\S+");

    private final Path data;

    QuickstartIT(@TempDir Path data) {
        this.data = data;
    }

    private static Map<String, String> environment() {
        return Map.of("HOME", System.getProperty("user.home"), "JAVA_HOME", System.getProperty("java.home"));
    }

    private SuiteProcess quickstart(String... arguments) {
        List<String> command = new java.util.ArrayList<>(
                List.of("bash", SuiteProcess.ROOT.resolve("deploy/quickstart").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return SuiteProcess.start(command, environment());
    }

    private Properties written() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(data.resolve("quickstart.env"))));
        return properties;
    }

    @Test
    void aNewcomerGetsAWorkingPoolAndNothingIsLeftBehind() throws Exception {
        String port = String.valueOf(SuiteProcess.freePort());
        try (SuiteProcess start =
                quickstart("--no-build", "--detach", "--port", port, "--api-replicas", "2", "--servers", "2")) {
            assertThat(start.awaitExit()).as(start.log()).isZero();
            Properties properties = written();
            assertThat(properties.stringPropertyNames())
                    .contains(
                            "SCALELITE_URL",
                            "LOADBALANCER_SECRET",
                            "DATABASE_URL",
                            "REDIS_URL",
                            "RECORDING_SPOOL_DIR",
                            "RECORDING_WORK_DIR",
                            "RECORDING_PUBLISH_DIR",
                            "RECORDING_UNPUBLISH_DIR",
                            "SIMULATOR_URLS",
                            "SIMULATOR_SECRET");
            assertThat(properties.getProperty("SIMULATOR_URLS").split(",")).hasSize(2);
            Matcher urls = URL.matcher(start.log());
            List<String> printed =
                    urls.results().map(java.util.regex.MatchResult::group).toList();
            String create = printed.stream()
                    .filter(url -> url.contains("/create?"))
                    .findFirst()
                    .orElseThrow();
            String join = printed.stream()
                    .filter(url -> url.contains("/join?"))
                    .findFirst()
                    .orElseThrow();
            HttpClient browser = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .cookieHandler(new java.net.CookieManager())
                    .build();
            assertThat(get(browser, create)).contains("<returncode>SUCCESS</returncode>");
            assertThat(get(browser, join)).contains("bbb-");
            assertSampleRecordingsPlay(browser, printed);

            URI url = URI.create(properties.getProperty("SCALELITE_URL"));
            assertThat(url.getPort()).isEqualTo(Integer.parseInt(port));
            for (int replica = 0; replica < 2; replica++) {
                URI api = URI.create("http://127.0.0.1:" + (url.getPort() + replica));
                Answer answer = new FrontEnd(api, properties.getProperty("LOADBALANCER_SECRET")).get("getMeetings");
                assertThat(answer.isSuccess()).isTrue();
            }
            try (SuiteProcess status = quickstart("--status")) {
                assertThat(status.awaitExit()).as(status.log()).isZero();
                assertThat(status.log()).contains("HOSTNAME").contains("online");
            }
            try (SuiteProcess again = quickstart("--no-build", "--detach", "--port", port)) {
                assertThat(again.awaitExit()).as(again.log()).isEqualTo(1);
            }
        } finally {
            try (SuiteProcess stop = quickstart("--stop")) {
                assertThat(stop.awaitExit()).as(stop.log()).isZero();
            }
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(data.toString())))
                .isEmpty();
        try (SuiteProcess status = quickstart("--status")) {
            assertThat(status.awaitExit()).as(status.log()).isEqualTo(1);
        }
    }

    private static void assertSampleRecordingsPlay(HttpClient browser, List<String> printed) throws Exception {
        String list = printed.stream()
                .filter(url -> url.contains("/getRecordings?"))
                .findFirst()
                .orElseThrow();
        String recordings = get(browser, list);
        assertThat(recordings).contains("demo-lecture", "demo-seminar", "<type>podcast</type>");
        String watch = printed.stream()
                .filter(url -> url.contains("/playback/video/"))
                .findFirst()
                .orElseThrow();
        assertThat(recordings).contains("<url>" + watch + "</url>");
        assertThat(get(browser, watch)).contains("<video src=\"video-0.webm\"");
        HttpResponse<byte[]> film = browser.send(
                HttpRequest.newBuilder(URI.create(watch.replace("/playback/", "/") + "video-0.webm"))
                        .header("Range", "bytes=0-3")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(film.statusCode()).isEqualTo(206);
        assertThat(film.headers().firstValue("Content-Type")).hasValue("video/webm");
        assertThat(film.body()).as("the magic number of WebM").containsExactly(0x1A, 0x45, 0xDF, 0xA3);
    }

    private static String get(HttpClient browser, String url) throws Exception {
        return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
