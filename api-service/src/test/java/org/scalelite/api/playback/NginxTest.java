package org.scalelite.api.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.process.Ports;

/** The nginx templates in each mode, in front of a server that returns the request. */
class NginxTest {
    /** A file for X-Accel-Redirect. */
    private static final String FILE = "/video/a-1/file.txt";

    private static final String LIST = "/bigbluebutton/api/getMeetings";

    private Path directory = Path.of("/");
    private final List<NginxProcess> running = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch bodyBegun = new CountDownLatch(1);
    private final HttpServer api = api();

    private HttpServer api() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::echo);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            long bytes = 0;
            if (in.read() >= 0) {
                bodyBegun.countDown();
                bytes = 1 + in.transferTo(OutputStream.nullOutputStream());
            }
            StringBuilder seen = new StringBuilder(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\nbytes=" + bytes + "\n");
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            seen.append(name).append(": ").append(values).append("\n"));
            if (exchange.getRequestURI().getPath().equals(FILE)) {
                exchange.getResponseHeaders().set("X-Accel-Redirect", "/static-resource" + FILE);
            }
            if (exchange.getRequestURI().getPath().equals(LIST)) {
                exchange.getResponseHeaders().set("ETag", "W/\"v2\"");
                seen.append(" ".repeat(2048));
            }
            byte[] body = seen.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("nginx").toRealPath();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() throws IOException {
        running.forEach(NginxProcess::close);
        api.stop(0);
        PathUtils.deleteDirectory(directory);
    }

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCALELITE_API_PORT", String.valueOf(api.getAddress().getPort()));
        environment.put("RECORDING_PUBLISH_DIR", directory.resolve("published").toString());
        environment.put("PLAYBACK_PLAYER_DIR", directory.resolve("player").toString());
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private NginxProcess nginx(String... more) {
        NginxProcess nginx = NginxProcess.start(directory.resolve("nginx"), environment(more));
        running.add(nginx);
        return nginx;
    }

    private Browser browser(String... more) {
        return Browser.at(nginx(more).port());
    }

    @Test
    void nginxAcceptsTheConfigurationOfEachMode() {
        SelfSigned tls = SelfSigned.in(directory.resolve("tls"));
        for (String ssl : List.of("true", "false")) {
            for (String proxy : List.of("TRUE", "false")) {
                for (String only : List.of("true", "false")) {
                    NginxProcess.Output output = NginxProcess.run(
                            directory,
                            environment(
                                    "NGINX_SSL",
                                    ssl,
                                    "NGINX_BEHIND_PROXY",
                                    proxy,
                                    "NGINX_RECORDINGS_ONLY",
                                    only,
                                    "NGINX_SSL_CERTIFICATE",
                                    tls.certificate().toString(),
                                    "NGINX_SSL_CERTIFICATE_KEY",
                                    tls.key().toString(),
                                    "URL_HOST",
                                    "sl.example.org"),
                            "--test");
                    assertThat(output.text())
                            .as(ssl + proxy + only)
                            .contains("is sound")
                            .doesNotContain("warn");
                    assertThat(output.code()).isZero();
                }
            }
        }
    }

    @Test
    void namesAWrongSettingAndAllowedValues() {
        Map<Map<String, String>, String> wrong = Map.ofEntries(
                Map.entry(environment("NGINX_SSL", "maybe"), "NGINX_SSL is maybe: give true or false"),
                Map.entry(environment("NGINX_SSL", "true"), "neither URL_HOST nor NGINX_SSL_CERTIFICATE"),
                Map.entry(
                        environment("NGINX_SSL", "true", "NGINX_SSL_CERTIFICATE", "/nowhere.pem"),
                        "cannot read /nowhere.pem"),
                Map.entry(environment("SCALELITE_API_PORT", "http"), "SCALELITE_API_PORT is http: give a port"),
                Map.entry(environment("SCALELITE_API_HOSTS", "a;return"), "SCALELITE_API_HOSTS holds 'a;return'"),
                Map.entry(
                        environment("RECORDING_PUBLISH_DIR", "here"),
                        "RECORDING_PUBLISH_DIR is here: give an absolute path"),
                Map.entry(
                        environment("RECORDING_PLAYBACK_FORMATS", "video:a|b"),
                        "RECORDING_PLAYBACK_FORMATS holds 'a|b'"),
                Map.entry(environment("NGINX_RELOAD_INTERVAL", "soon"), "NGINX_RELOAD_INTERVAL is soon: give off, or"),
                Map.entry(
                        environment("NGINX_HSTS_MAX_AGE", "1 year"),
                        "NGINX_HSTS_MAX_AGE is 1 year: give off, or a number of seconds"),
                Map.entry(
                        environment("NGINX_PUBLIC_HTTPS_PORT", "localhost:https"),
                        "NGINX_PUBLIC_HTTPS_PORT is https: give a port"),
                Map.entry(
                        environment("CONSOLE_ALLOWED_NETWORKS", "10.0.0.0/8,intranet;"),
                        "CONSOLE_ALLOWED_NETWORKS holds 'intranet;'"),
                Map.entry(environment("NGINX", "no-such-nginx"), "there is no program no-such-nginx"),
                Map.entry(environment("NGINX_CALLS_PER_ADDRESS", "0"), "NGINX_CALLS_PER_ADDRESS is 0: give a number"));
        wrong.forEach((environment, message) -> {
            NginxProcess.Output output = NginxProcess.run(directory, environment, "--test");
            assertThat(output.text()).contains("nginx/start: ", message);
            assertThat(output.code()).as(message).isEqualTo(1);
        });
    }

    @Test
    void requestHasOneIdInLogAndAnswerAndAtTheApi() throws IOException {
        Files.createDirectories(directory.resolve("published/video/a-1"));
        Files.writeString(directory.resolve("published" + FILE), "a file");
        NginxProcess nginx = nginx();
        Browser browser = Browser.at(nginx.port());
        Reply proxied = browser.with("X-Request-Id", "moodle-7").get("/scalelite/api/getServers");
        assertThat(proxied.text()).containsIgnoringCase("X-Request-Id: [moodle-7]");
        assertThat(proxied.headers().get("x-request-id")).containsExactly("moodle-7");
        for (String path : List.of("/metrics", FILE, "/bigbluebutton/api")) {
            Reply reply = browser.with("X-Request-Id", "un safe").get(path);
            assertThat(reply.headers().get("x-request-id")).as(path).hasSize(1);
            String id = reply.header("X-Request-Id").orElse("");
            assertThat(id).as(path).matches("[0-9a-f]{32}");
            Awaitility.await().until(() -> nginx.log().contains(" " + id + "\n"));
        }
        assertThat(nginx.log()).contains(" moodle-7\n").doesNotContain("un safe");
    }

    @Test
    void conditionalRequestsReachTheApi() {
        Browser browser = browser().with("If-None-Match", "W/\"v1\"");
        assertThat(browser.get(LIST).text()).containsIgnoringCase("If-None-Match: [W/\"v1\"]");
        assertThat(browser.with("Accept-Encoding", "gzip").get(LIST).header("ETag"))
                .contains("W/\"v2\"");
    }

    @Test
    void ignoresForwardedHeadersOfClients() {
        Reply reply = browser()
                .as("sl.example.org:8080")
                .with("X-Forwarded-For", "1.2.3.4")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "evil.example.org")
                .with("X-Forwarded-Ssl", "on")
                .with("X-Forwarded-Scheme", "https")
                .with("Forwarded", "host=evil.example.org")
                .get("/scalelite/api/getServers?a=b%20c");
        assertThat(reply.text())
                .contains("GET /scalelite/api/getServers?a=b%20c\n")
                .contains("Host: [sl.example.org:8080]")
                .containsIgnoringCase("X-Forwarded-For: [127.0.0.1]")
                .containsIgnoringCase("X-Forwarded-Proto: [http]")
                .doesNotContain("1.2.3.4", "evil.example.org")
                .doesNotContainIgnoringCase("X-Forwarded-Ssl", "X-Forwarded-Scheme");
    }

    /** In the order of Rails. The API gets one header only. */
    @Test
    void mergesSchemeHeadersOfAProxy() {
        Browser browser = browser("NGINX_BEHIND_PROXY", "true");
        Map<String, String> secure =
                Map.of("X-Forwarded-Ssl", "on", "X-Forwarded-Scheme", "https", "X-Forwarded-Proto", "https, http");
        secure.forEach((name, value) -> assertThat(browser("NGINX_BEHIND_PROXY", "true")
                        .with(name, value)
                        .get("/")
                        .text())
                .as(name)
                .containsIgnoringCase("X-Forwarded-Proto: [https]")
                .doesNotContainIgnoringCase("X-Forwarded-Ssl", "X-Forwarded-Scheme"));
        assertThat(browser.with("X-Forwarded-Ssl", "off")
                        .with("X-Forwarded-Scheme", "http")
                        .with("X-Forwarded-Proto", "https")
                        .with("X-Forwarded-Host", "evil.example.org")
                        .get("/")
                        .text())
                .containsIgnoringCase("X-Forwarded-Proto: [http]")
                .doesNotContain("evil.example.org");
    }

    @Test
    void trustsForwardedHeadersOfAProxy() {
        Browser browser = browser("NGINX_BEHIND_PROXY", "true");
        assertThat(browser.with("X-Forwarded-For", "1.2.3.4")
                        .with("X-Forwarded-Proto", "https")
                        .get("/recording/x/video")
                        .text())
                .as("the client of that proxy, not the proxy")
                .containsIgnoringCase("X-Forwarded-For: [1.2.3.4]")
                .containsIgnoringCase("X-Forwarded-Proto: [https]");
        assertThat(browser("NGINX_BEHIND_PROXY", "true")
                        .with("X-Forwarded-Proto", "gopher")
                        .get("/")
                        .text())
                .containsIgnoringCase("X-Forwarded-For: [127.0.0.1]")
                .containsIgnoringCase("X-Forwarded-Proto: [http]");
    }

    @Test
    void servesTlsAndRedirectsPlainHttp() {
        SelfSigned tls = SelfSigned.in(directory.resolve("tls"));
        NginxProcess nginx = nginx(
                "NGINX_SSL", "true",
                "NGINX_SSL_CERTIFICATE", tls.certificate().toString(),
                "NGINX_SSL_CERTIFICATE_KEY", tls.key().toString());
        assertThat(Browser.at(nginx.tlsPort())
                        .over(tls.clients())
                        .with("X-Forwarded-Proto", "http")
                        .get("/bigbluebutton/api")
                        .text())
                .containsIgnoringCase("X-Forwarded-Proto: [https]");
        Reply plain = Browser.at(nginx.port()).as("sl.example.org").get("/bigbluebutton/api?x=1");
        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.header("Location"))
                .contains("https://sl.example.org:" + nginx.tlsPort() + "/bigbluebutton/api?x=1");
    }

    /** As published by compose: another port than in the container, possibly with an address. */
    @Test
    void redirectsPlainHttpToThePublicPort() {
        SelfSigned tls = SelfSigned.in(directory.resolve("tls"));
        Map<String, String> suffixes = Map.of("8443", ":8443", "127.0.0.1:8444", ":8444", "443", "");
        suffixes.forEach((published, suffix) -> {
            NginxProcess nginx = nginx(tls, "NGINX_PUBLIC_HTTPS_PORT", published);
            assertThat(Browser.at(nginx.port()).as("sl.example.org").get("/x").header("Location"))
                    .contains("https://sl.example.org" + suffix + "/x");
        });
    }

    @Test
    void sendsHstsWithEachTlsAnswer() {
        SelfSigned tls = SelfSigned.in(directory.resolve("tls"));
        PlaybackFixture.write(
                directory.resolve("player/presentation/2.3/index.html"), "player".getBytes(StandardCharsets.UTF_8));
        PlaybackFixture.write(directory.resolve("published" + FILE), "file".getBytes(StandardCharsets.UTF_8));
        Map<String, Optional<String>> headers =
                Map.of("", Optional.of("max-age=15552000"), "0", Optional.of("max-age=0"), "off", Optional.empty());
        headers.forEach((maxAge, header) -> {
            NginxProcess nginx = nginx(tls, "NGINX_HSTS_MAX_AGE", maxAge);
            Browser browser = Browser.at(nginx.tlsPort()).over(tls.clients());
            for (String path : List.of(
                    "/bigbluebutton/api",
                    "/metrics",
                    FILE,
                    "/playback/presentation/2.3/a-1",
                    "/playback/presentation/2.3/index.html",
                    "/playback/presentation/2.0/playback.html?meetingId=a",
                    "/playback/presentation/0.81/missing.js")) {
                assertThat(browser.get(path).header("Strict-Transport-Security"))
                        .as(maxAge + path)
                        .isEqualTo(header);
            }
            assertThat(browser.get(FILE).text()).isEqualTo("file");
            assertThat(Browser.at(nginx.port()).get("/x").header("Strict-Transport-Security"))
                    .as("ignored by browsers without TLS")
                    .isEmpty();
        });
    }

    private NginxProcess nginx(SelfSigned tls, String name, String value) {
        return nginx(
                "NGINX_SSL",
                "true",
                "NGINX_SSL_CERTIFICATE",
                tls.certificate().toString(),
                "NGINX_SSL_CERTIFICATE_KEY",
                tls.key().toString(),
                name,
                value);
    }

    @Test
    void writesTheAccessLogToItsFile() throws IOException {
        Path log = directory.resolve("access.log");
        NginxProcess nginx = nginx("NGINX_ACCESS_LOG", log.toString());
        Browser.at(nginx.port()).get("/health_check");
        Awaitility.await().until(() -> Files.readString(log).contains(" /health_check 200 "));
        assertThat(nginx.log()).doesNotContain("/health_check");
    }

    @Test
    void reloadsARenewedCertificate() {
        SelfSigned old = SelfSigned.in(directory.resolve("tls"));
        NginxProcess nginx = nginx(
                "NGINX_SSL",
                "true",
                "NGINX_RELOAD_INTERVAL",
                "1s",
                "NGINX_SSL_CERTIFICATE",
                old.certificate().toString(),
                "NGINX_SSL_CERTIFICATE_KEY",
                old.key().toString());
        Browser browser = Browser.at(nginx.tlsPort());
        assertThat(browser.over(old.clients()).get("/").status()).isEqualTo(200);
        SelfSigned renewed = SelfSigned.in(directory.resolve("tls"));
        Awaitility.await()
                .atMost(TestTimeout.LIMIT)
                .ignoreExceptions()
                .until(() -> browser.over(renewed.clients()).get("/").status() == 200);
        assertThat(nginx.stop()).isTrue();
    }

    @Test
    void recordingsModeServesRecordingsOnly() {
        Browser browser = browser("NGINX_RECORDINGS_ONLY", "true", "RECORDING_PLAYBACK_FORMATS", "presentation:video");
        for (String path : List.of("/recording/x/video", "/video/x/", "/presentation/x/y", "/health_check")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(200);
        }
        for (String path : List.of(
                "/",
                "/bigbluebutton/api",
                "/bigbluebutton/api/create",
                "/scalelite/api/getServers",
                "/fsapi",
                "/metrics",
                "/notes/x/y",
                "/static-resource/video/x")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void doesNotServeInternalPaths() {
        Browser browser = browser();
        for (String path : List.of(
                "/metrics",
                "/metrics/",
                "//metrics",
                "/./metrics",
                "/x/../metrics",
                "/metrics//",
                "/metrics.",
                "/metrics;x",
                "/metrics?x=1",
                "/METRICS",
                "/%6detrics",
                "/metrics%2f",
                "/metrics%20",
                "/metrics%3bx",
                "/health",
                "/health/readiness",
                "/scalelite/api/docs",
                "/scalelite//api/docs/",
                "/scalelite/api/%64ocs/page.js",
                "/SCALELITE/api/docs")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(browser.get("/health_check").status()).isEqualTo(200);
        assertThat(browser.get("/fsapi").status()).isEqualTo(200);
    }

    @Test
    void servesOperatorsPagesToAllowedNetworks() {
        String console = "/scalelite/console";
        Browser closed = browser();
        for (String path : List.of(
                console,
                console + "/",
                "//scalelite//console",
                "/scalelite/./console/login",
                "/scalelite/%63onsole",
                "/scalelite%2fconsole",
                console + ";x",
                "/SCALELITE/console?x=1",
                "/x/../scalelite/console/meetings")) {
            assertThat(closed.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(closed.get("/scalelite/api/getServers").status()).isEqualTo(200);
        Browser open = browser("CONSOLE_ALLOWED_NETWORKS", "10.0.0.0/8,127.0.0.0/8, ::1");
        assertThat(open.get(console + "/login").status()).isEqualTo(200);
        assertThat(open.get("/scalelite/api/docs/page.js").status()).isEqualTo(200);
        assertThat(open.with("X-Forwarded-For", "192.0.2.1").get(console).status())
                .isEqualTo(200);
        Browser proxied = browser("NGINX_BEHIND_PROXY", "true", "CONSOLE_ALLOWED_NETWORKS", "10.0.0.0/8,fd00::/8");
        assertThat(proxied.with("X-Forwarded-For", "192.0.2.1, 10.1.2.3")
                        .get(console)
                        .status())
                .isEqualTo(200);
        assertThat(proxied.with("X-Forwarded-For", "fd00::7").get(console).status())
                .isEqualTo(200);
        for (String other : List.of("192.0.2.1", "10.1.2.3, 192.0.2.1", "10.1.2.3.example.org", "")) {
            assertThat(proxied.with("X-Forwarded-For", other).get(console).status())
                    .as(other)
                    .isEqualTo(404);
        }
    }

    @Test
    void servesThePlayerAndOldLinks() {
        PlaybackFixture.write(
                directory.resolve("player/presentation/2.3/index.html"), "player".getBytes(StandardCharsets.UTF_8));
        PlaybackFixture.write(
                directory.resolve("player/presentation/2.3/static/main.js"), "js".getBytes(StandardCharsets.UTF_8));
        PlaybackFixture.write(
                directory.resolve("player/presentation/0.81/playback.html"), "old".getBytes(StandardCharsets.UTF_8));
        Browser browser = browser();
        for (String path : List.of(
                "/playback/presentation/2.3/", "/playback/presentation/2.3/a-1", "/playback/presentation/2.3/a/b")) {
            assertThat(browser.get(path).text()).as(path).isEqualTo("player");
        }
        assertThat(browser.get("/playback/presentation/2.3/").header("Strict-Transport-Security"))
                .as("not over plain HTTP")
                .isEmpty();
        assertThat(browser.get("/playback/presentation/2.3/static/main.js").text())
                .isEqualTo("js");
        assertThat(browser.get("/playback/presentation/0.81/playback.html?meetingId=a")
                        .text())
                .isEqualTo("old");
        Map<String, String> redirects = Map.of(
                "/playback/video/a-1/", "307 /video/a-1/",
                "/playback/video/a%20b?c=%3F", "307 /video/a%20b?c=%3F",
                "/recording/screenshare/a-1/", "307 /screenshare/a-1/",
                "/playback/presentation/playback.html?meetingId=a-1",
                        "301 /playback/presentation/0.81/playback.html?meetingId=a-1",
                "/playback/presentation/2.0/playback.html?meetingId=a-1", "301 /playback/presentation/2.3/a-1");
        redirects.forEach((path, expected) -> {
            Reply reply = browser.get(path);
            assertThat(reply.status() + " " + reply.header("Location").orElse(""))
                    .as(path)
                    .isEqualTo(expected);
        });
        assertThat(browser.get("/playback/presentation/2.0/playback.html?meetingId=../x")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void asksTheApiForAMissingPlayer() {
        NginxProcess nginx = nginx();
        Browser browser = Browser.at(nginx.port());
        Path page = directory.resolve("player/presentation/2.3/index.html");
        assertThat(nginx.log()).contains("WARNING: there is no " + page, "install-player");
        for (String path : List.of("/playback/presentation/2.3/a%20b?t=1m5s", "/playback/presentation/2.3/")) {
            assertThat(browser.get(path).text()).as(path).startsWith("GET " + path + "\n");
        }
        PlaybackFixture.write(page, "player".getBytes(StandardCharsets.UTF_8));
        assertThat(browser.get("/playback/presentation/2.3/a-1").text())
                .as("installed while nginx runs")
                .isEqualTo("player");
    }

    @Test
    void doesNotWarnAboutAnUnusedPlayer() {
        for (Map.Entry<String, String> variable : Map.of(
                        "RECORDING_PLAYBACK_FORMATS", "video:podcast",
                        "RECORDING_DISABLED", "true",
                        "DB_DISABLED", "true")
                .entrySet()) {
            assertThat(NginxProcess.run(directory, environment(variable.getKey(), variable.getValue()), "--test")
                            .text())
                    .as(variable.getKey())
                    .contains("is sound")
                    .doesNotContain("WARNING");
        }
        assertThat(NginxProcess.run(directory, environment(), "--test").text()).contains("WARNING");
    }

    @Test
    void streamsALargeBody() throws Exception {
        int port = nginx().port();
        for (String path : List.of("/scalelite/api/recordings/x.tar", "/bigbluebutton/api/create")) {
            int length = 3 << 20;
            try (Socket socket = begun(port, path, length)) {
                OutputStream out = socket.getOutputStream();
                out.write(new byte[1 << 16]);
                out.flush();
                assertThat(bodyBegun.await(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                out.write(new byte[length - (1 << 16)]);
                out.flush();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("bytes=" + length);
            }
        }
    }

    private static Socket begun(int port, String path, int length, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TestTimeout.LIMIT.toMillis());
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        socket.getOutputStream()
                .write(head.append("Content-Length: " + length + "\r\n\r\n")
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void buffersASlowBody() throws Exception {
        int port = nginx().port();
        List<String> paths = List.of("/bigbluebutton/api/join", "/scalelite/api/addServer", "/fsapi", "/notes/x");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (String path : paths) {
                Socket socket = begun(port, path, 10);
                socket.getOutputStream().write("123456789".getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            // Later requests have arrived, but not these.
            assertThat(Browser.at(port).get("/health_check").status()).isEqualTo(200);
            assertThat(asked).containsExactly("/health_check");
            for (Socket socket : sockets) {
                socket.getOutputStream().write('0');
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("bytes=10");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void limitsConcurrentCallsOfAnAddress() throws Exception {
        for (String proxy : List.of("false", "true")) {
            int port = nginx(
                            "NGINX_CALLS_PER_ADDRESS",
                            "3",
                            "NGINX_BODIES_PER_ADDRESS",
                            "2",
                            "NGINX_BEHIND_PROXY",
                            proxy)
                    .port();
            String from = "X-Forwarded-For: 10.0.0.1, 2001:db8:0:1::";
            try (Socket first = begun(port, "/bigbluebutton/api/create", 10, from + "1");
                    Socket second = begun(port, "/bigbluebutton/api/create", 10, from + "2");
                    Socket third = begun(port, "/bigbluebutton/api/create", 10, from + "3")) {
                Browser same = Browser.at(port).with("X-Forwarded-For", "2001:db8:0:1:f::9");
                assertThat(statusOf(first, second, third))
                        .as("one of three concurrent bodies")
                        .isEqualTo("HTTP/1.1 429");
                try (Socket fourth = begun(port, "/bigbluebutton/api/end", 10, from + "4")) {
                    Awaitility.await()
                            .atMost(TestTimeout.LIMIT)
                            .until(() -> same.get("/bigbluebutton/api/join").status() == 429);
                    assertThat(same.get("/video/x").status())
                            .as("recordings are not counted")
                            .isEqualTo(200);
                    assertThat(Browser.at(port)
                                    .with("X-Forwarded-For", "2001:db8:0:2::1")
                                    .get("/bigbluebutton/api/join")
                                    .status())
                            .as("another address, forwarded by a proxy")
                            .isEqualTo(proxy.equals("true") ? 200 : 429);
                    assertThat(fourth.isClosed()).isFalse();
                }
            }
        }
    }

    /** The beginning of the first answer on one of these sockets. */
    private static String statusOf(Socket... sockets) throws IOException {
        List<Socket> answered = new ArrayList<>();
        Awaitility.await().atMost(TestTimeout.LIMIT).until(() -> {
            for (Socket socket : sockets) {
                if (socket.getInputStream().available() > 0) {
                    answered.add(socket);
                }
            }
            return !answered.isEmpty();
        });
        return new String(answered.getFirst().getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    @Test
    void skipsAnUnavailableReplica() {
        int alive = api.getAddress().getPort();
        Browser browser = browser("SCALELITE_API_HOSTS", "127.0.0.1:" + Ports.free() + ", localhost:" + alive);
        for (int i = 0; i < 10; i++) {
            assertThat(browser.get("/health_check").status()).isEqualTo(200);
        }
    }

    @Test
    void logsPathsWithoutQueries() {
        int unusedPort = Ports.free();
        NginxProcess nginx = nginx("SCALELITE_API_PORT", String.valueOf(unusedPort));
        Browser browser = Browser.at(nginx.port());
        assertThat(browser.with("Referer", "http://x/?token=hidden")
                        .get("/recording/a/video?token=hidden")
                        .status())
                .isEqualTo(502);
        Awaitility.await().atMost(TestTimeout.LIMIT).until(() -> nginx.log().contains("/recording/a/video 502"));
        assertThat(nginx.stop()).isTrue();
        assertThat(nginx.log()).doesNotContain("hidden");
    }
}
