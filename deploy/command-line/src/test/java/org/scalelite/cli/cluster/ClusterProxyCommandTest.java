package org.scalelite.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.doctor.PoolChecks;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.stores.process.Ports;

/** {@code scalelite cluster-proxy}: what it prints, and an nginx that has it. */
class ClusterProxyCommandTest {
    private final CommandLineFixture cli = new CommandLineFixture();

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void printsTheLocationsOfAllServersInOrder() {
        cli.add("https://bbb-02.example.org/bigbluebutton/api/");
        cli.add("http://bbb-01.example.org:8080/bigbluebutton/api");

        Outcome printed = cli.run("cluster-proxy", "nginx");

        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).isEqualTo("""
                # The paths of all BBB servers on the common host, for its server block. Made by 'scalelite cluster-proxy nginx';
                # print it again after a server was added or removed, or has another URL.

                location /bbb-01/html5client/ {
                    proxy_pass http://bbb-01.example.org:8080/bbb-01/html5client/;
                    proxy_ssl_server_name on;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "Upgrade";
                }
                location /bbb-01/bigbluebutton/api {
                    proxy_pass http://bbb-01.example.org:8080/bigbluebutton/api;
                    proxy_ssl_server_name on;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "Upgrade";
                }

                location /bbb-02/html5client/ {
                    proxy_pass https://bbb-02.example.org/bbb-02/html5client/;
                    proxy_ssl_server_name on;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "Upgrade";
                }
                location /bbb-02/bigbluebutton/api {
                    proxy_pass https://bbb-02.example.org/bigbluebutton/api;
                    proxy_ssl_server_name on;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "Upgrade";
                }
                """);
        assertThat(cli.run("cluster-proxy").out()).isEqualTo(printed.out());
    }

    @Test
    void printsNothingIfTwoServersHaveOnePath() {
        cli.add("https://bbb.a.example.org/bigbluebutton/api");
        cli.add("https://bbb.b.example.org/bigbluebutton/api");

        Outcome refused = cli.run("cluster-proxy", "nginx");

        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("have the same path /bbb", "CLUSTER_PROXY_PATHS=host");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(cli.with("CLUSTER_PROXY_PATHS", "host")
                        .run("cluster-proxy", "nginx")
                        .out())
                .contains("location /bbb.a.example.org/html5client/ {", "location /bbb.b.example.org/html5client/ {");
    }

    @Test
    void joinLeadsToTheCommonHost(@TempDir Path directory) throws IOException, InterruptedException {
        int port = Ports.free();
        String proxy = "http://127.0.0.1:" + port;
        try (SimulatedPool pool = SimulatedPool.start(SimulatorOptions.defaults()
                .withServers(2)
                .withSecret("bbb-secret")
                .withClusterProxy(proxy))) {
            pool.servers()
                    .forEach(server ->
                            cli.run("servers", "enable", cli.add(server.apiUrl().toString())));
            String locations = cli.run("cluster-proxy", "nginx").out();
            SimulatedBbbServer server = pool.servers().getFirst();
            assertThat(findings(proxy)).hasSize(2).allMatch(what -> what.contains("cannot be called"));

            try (Nginx _ = Nginx.start(directory, port, locations)) {
                assertThat(findings(proxy)).isEmpty();
                HttpResponse<String> client = join(server);
                assertThat(client.uri().toString())
                        .startsWith(proxy + "/127.0.0.1-" + server.port() + "/html5client/join?sessionToken=");
                assertThat(client.statusCode()).isEqualTo(200);
                assertThat(client.body()).contains("Ada", server.name());
            }

            String swapped = locations
                    .replace("proxy_pass http://127.0.0.1:" + server.port(), "proxy_pass http://127.0.0.1:other")
                    .replaceAll("proxy_pass http://127\\.0\\.0\\.1:\\d+", "proxy_pass " + originOf(server))
                    .replace(
                            "proxy_pass http://127.0.0.1:other",
                            "proxy_pass " + originOf(pool.servers().getLast()));
            try (Nginx _ = Nginx.start(directory, port, swapped)) {
                assertThat(findings(proxy)).hasSize(2).allMatch(what -> what.contains("leads to another server"));
            }
            try (Nginx _ = Nginx.start(directory, port, "location / { return 404; }")) {
                assertThat(findings(proxy)).hasSize(2).allMatch(what -> what.contains("HTTP status 404"));
            }
        }
    }

    private static String originOf(SimulatedBbbServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    /** What the doctor finds wrong with pages on the common host. */
    private List<String> findings(String proxy) {
        Settings settings = Settings.of(Map.of("CLUSTER_PROXY_URL", proxy));
        PoolChecks checks = new PoolChecks(settings, InstantSource.system());
        return checks.servers(cli.redis(), checks.serverTimeout(), _ -> {}).stream()
                .filter(finding -> finding.severity() == Finding.Severity.PROBLEM)
                .map(Finding::what)
                .filter(what -> what.contains(proxy))
                .toList();
    }

    /** As a browser after the redirect of the load balancer. */
    private static HttpResponse<String> join(SimulatedBbbServer server) throws IOException, InterruptedException {
        server.createMeeting("room", Map.of("name", "Room", "attendeePW", "ap"));
        try (BbbClient bbb = new BbbClient(BbbClientConfig.of(Settings.of(Map.of())));
                HttpClient browser = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            URI join = bbb.signed(
                    new BbbEndpoint(server.apiUrl(), server.secret(), true),
                    "join",
                    CallParameters.of("meetingID", "room")
                            .with("fullName", "Ada")
                            .with("password", "ap"));
            return browser.send(
                    HttpRequest.newBuilder(join).timeout(TestTimeout.LIMIT).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** An nginx as on the common host. */
    private record Nginx(Process process) implements AutoCloseable {
        static Nginx start(Path directory, int port, String locations) throws IOException {
            Path file = Files.writeString(
                    directory.resolve("nginx.conf"), """
                    daemon off;
                    user root;
                    pid %1$s/pid;
                    error_log stderr;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        server {
                            listen 127.0.0.1:%2$d;
                            %3$s
                        }
                    }
                    """.formatted(directory, port, locations), StandardCharsets.UTF_8);
            Process process;
            try {
                process = new ProcessBuilder("nginx", "-e", "stderr", "-c", file.toString())
                        .redirectError(directory.resolve("log").toFile())
                        .start();
            } catch (IOException e) {
                return Assumptions.abort("nginx is not installed: the cluster proxy is not tested: " + e.getMessage());
            }
            await().atMost(TestTimeout.LIMIT).until(() -> !process.isAlive() || accepts(port));
            assertThat(process.isAlive())
                    .as(Files.readString(directory.resolve("log")))
                    .isTrue();
            return new Nginx(process);
        }

        private static boolean accepts(int port) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException _) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                assertThat(process.waitFor(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
