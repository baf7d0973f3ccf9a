package org.scalelite.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.TestStores;

/** What strangers can have a replica keep fits the heap that it is shipped with: a process of its own shows it. */
class SmallHeapTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final Pattern ADDRESS = Pattern.compile("The API listens on (\\S+)");
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final TestRegistry registry = new TestRegistry();
    private final List<Socket> strangers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @SuppressWarnings("NullAway.Init")
    private FrontEnd frontEnd;

    @BeforeEach
    void start() throws IOException {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("LOADBALANCER_SECRET", TestSuite.SECRET);
        environment.put("DATABASE_URL", TestStores.databaseUrl());
        environment.put("PORT", "0");
        environment.put("CHECKSUM_FAILURES_PER_MINUTE", "1000000");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ApiService.class.getName());
        java.environment().putAll(environment);
        Path output = directory.resolve("api.log");
        process = java.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        await().atMost(SOON).until(() -> !process.isAlive() || address(output).find());
        Matcher address = address(output);
        assertThat(address.find()).as(Files.readString(output)).isTrue();
        frontEnd = new FrontEnd(URI.create(address.group(1)), TestSuite.SECRET);
    }

    private static Matcher address(Path output) throws IOException {
        return ADDRESS.matcher(Files.readString(output));
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        process.destroyForcibly().waitFor();
        registry.close();
    }

    private void attack(int connections, IntFunction<String> request) throws IOException {
        for (int i = 0; i < connections; i++) {
            Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), frontEnd.api().getPort());
            strangers.add(socket);
            try {
                socket.getOutputStream().write(request.apply(i).getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                // Refused before all of it was sent.
            }
        }
    }

    private void survives() throws IOException {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        strangers.clear();
        assertThat(process.isAlive()).isTrue();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> frontEnd.get("getMeetings").isSuccess());
    }

    @Test
    void theLargestRequestsOfStrangersFitTheHeap() throws Exception {
        String tiny = "a&".repeat(29_500);
        attack(400, _ -> post("/bigbluebutton/api/create?" + tiny));
        survives();
        String few = ("a".repeat(57) + "&").repeat(1_000);
        attack(400, _ -> post("/bigbluebutton/api/create?" + few.substring(0, few.length() - 1)));
        survives();
        String headers = "a:\r\n".repeat(21_000);
        attack(450, _ -> "GET /bigbluebutton/api/create HTTP/1.1\r\nHost: x\r\n" + headers);
        survives();
        String line = "GET /bigbluebutton/api/create?" + "a".repeat(65_000) + " HTTP/1.1\r\n";
        String fields = ("b:" + "c".repeat(150) + "\r\n").repeat(99);
        attack(1_900, _ -> line + fields);
        survives();
    }

    private static String post(String target) {
        return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: 1000\r\n\r\na";
    }
}
