package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.testing.Receiver;
import org.scalelite.importer.testing.TestArchive;

/** The quick start, as a newcomer runs it. */
@Order(4)
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
        return quickstart(environment(), arguments);
    }

    private SuiteProcess quickstart(Map<String, String> environment, String... arguments) {
        List<String> command = new java.util.ArrayList<>(
                List.of("bash", SuiteProcess.ROOT.resolve("deploy/quickstart").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return SuiteProcess.start(command, environment);
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
            assertCallbackReachesThisMachine(properties);

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

    private static void assertCallbackReachesThisMachine(Properties properties) {
        try (Receiver receiver = Receiver.answering(200)) {
            TestArchive archive = TestArchive.of("called-1767603600123");
            URI api = URI.create(properties.getProperty("SCALELITE_URL"));
            new FrontEnd(api, properties.getProperty("LOADBALANCER_SECRET"))
                    .create("room-" + archive.recordId(), "meta_bbb-recording-ready-url", receiver.url("/ready"));
            // The order may be stored after the first import; the next one finds it.
            await().pollInterval(Duration.ofSeconds(3)).until(() -> {
                archive.drop(Path.of(properties.getProperty("RECORDING_SPOOL_DIR")));
                return !receiver.calls().isEmpty();
            });
        }
    }

    /** A Java whose programs log for a while, and then do nothing. */
    private static Path javaThatHangs(Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), """
                #!/bin/sh
                for step in 1 2 3 4 5 6 7 8 9 10 11 12; do
                    echo "step $step"
                    sleep 1
                done
                exec sleep 1000
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    @Test
    void startFailsOnlyWithoutProgress(@TempDir Path home) throws IOException {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("JAVA_HOME", javaThatHangs(home).toString());
        environment.put("QUICKSTART_STALL_SECONDS", "8");
        String port = String.valueOf(SuiteProcess.freePort());
        try (SuiteProcess start = quickstart(environment, "--no-build", "--detach", "--port", port)) {
            assertThat(start.awaitExit()).as(start.log()).isEqualTo(1);
            assertThat(start.log())
                    .contains("stores has shown no progress for")
                    .contains("logs/stores.log:")
                    .as("it went on as long as there was something new")
                    .contains("step 12");
        }
    }

    private static String get(HttpClient browser, String url) throws Exception {
        return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
