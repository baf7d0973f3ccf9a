package org.scalelite.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.simulator.http.Checksum;
import picocli.CommandLine;

class SimulatorMainTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theProgramServesUntilSigterm() throws Exception {
        Path ready = folder.resolve("ready");
        Process process = start(
                "--servers",
                "2",
                "--secret",
                "s3cret",
                "--ready-file",
                ready.toString(),
                "--meetings-per-server",
                "3",
                "--users-per-meeting",
                "4");
        try {
            await().atMost(WithServer.TIMEOUT).until(() -> Files.exists(ready));
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(ready)) {
                properties.load(reader);
            }

            List<String> urls = List.of(properties.getProperty("SIMULATOR_URLS").split(",", -1));
            assertThat(urls).hasSize(2);
            assertThat(properties.getProperty("SIMULATOR_SECRETS")).isEqualTo("s3cret,s3cret");
            String query = "meetingID=seed-2-3";
            String checksum = Checksum.SHA1.of("getMeetingInfo", query, "s3cret");
            BbbAnswer info = get(urls.get(1) + "/getMeetingInfo?" + query + "&checksum=" + checksum);
            assertThat(info.text("participantCount") + " " + info.text("bbb-origin"))
                    .isEqualTo("4 Simulator");
            assertThat(get(properties.getProperty("CONTROL_URL") + "/servers").body())
                    .contains("bbb-1", "bbb-2");

            process.destroy();
            assertThat(process.waitFor(WithServer.TIMEOUT)).isTrue();
            assertThat(Files.readString(folder.resolve("out")))
                    .contains("bbb-1 " + urls.get(0) + " s3cret", "control http://127.0.0.1:");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringWriter errors = new StringWriter();
            String port = Integer.toString(taken.getLocalPort());

            assertThat(execute(errors, "--servers", "1", "--first-port", port)).isEqualTo(1);
            assertThat(errors.toString().lines()).singleElement().asString().contains("Port " + port + " of 127.0.0.1");

            assertThat(execute(errors, "--servers", "1", "--control-port", port))
                    .isEqualTo(1);
        }
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        StringWriter errors = new StringWriter();

        assertThat(execute(errors, "--servers", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("At least one server");
    }

    private static int execute(StringWriter errors, String... arguments) {
        return new CommandLine(new SimulatorMain())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static BbbAnswer get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new BbbAnswer(
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString()));
        }
    }
}
