package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.common.testing.TestTimeout;

/** The installation that compose starts, as its users and operators meet it: through nginx, by TLS. */
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(ContainersIT.Report.class)
class ContainersIT {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final List<String> SERVICES = List.of(
            "api-1",
            "api-2",
            "poller-1",
            "poller-2",
            "recording-importer-1",
            "recording-importer-2",
            "nginx",
            "postgres",
            "redis");
    private static final String RECORDING = SampleArchive.VIDEO;

    private static final String UNTESTED = "THE PLAYER IS TESTED IN NO BROWSER";
    /** The clock of the page waits for what its scripts fetch. */
    private static final String WITH_SCRIPTS = "--virtual-time-budget=10000";

    private static Optional<ContainerStack> started = Optional.empty();

    /** The last lines of what is not well, when a test failed. */
    static final class Report implements TestWatcher {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            started.ifPresent(stack -> System.err.println(stack.report()));
        }
    }

    @BeforeAll
    static void start() {
        ContainerImages.require();
        ContainerStack stack = new ContainerStack("compose.test.yml");
        started = Optional.of(stack);
        ContainerEngine.timed("start", () -> {
            stack.start();
            stack.awaitHealthy(SOON, SERVICES);
            await("the servers")
                    .atMost(SOON)
                    .pollInterval(ContainerStack.CHECK_INTERVAL)
                    .until(() -> online() == 3);
            return stack;
        });
    }

    @AfterAll
    static void stop() {
        started.ifPresent(ContainerStack::close);
    }

    private static ContainerStack stack() {
        return started.orElseThrow();
    }

    private static SecureFrontEnd frontEnd() {
        return stack().frontEnd();
    }

    private static long online() {
        return stack().exec("api-1", "scalelite", "status")
                .lines()
                .filter(line -> line.contains("online") || line.contains("suspect"))
                .count();
    }

    private static Answer tryToCreate(String id) {
        return frontEnd().call("create", "meetingID", id, "name", id, "record", "true");
    }

    private static Answer create(String id) {
        Answer created = tryToCreate(id);
        assertThat(created.isSuccess()).as(created.body()).isTrue();
        return created;
    }

    private static boolean isKnown(String id) {
        return frontEnd().call("getMeetingInfo", "meetingID", id).isSuccess();
    }

    @Test
    @Order(1)
    void noContainerRunsAsRootOrWritesOutsideItsVolumes() {
        for (String service : SERVICES) {
            assertThat(stack().exec(service, "id", "-u").strip()).as(service).isNotEqualTo("0");
            assertThat(stack().inspect(service, "{{.HostConfig.ReadonlyRootfs}}"))
                    .as(service)
                    .isEqualTo("true");
            assertThat(stack().docker("diff", stack().container(service)).lines())
                    .as(service)
                    // Mount points are made by the engine.
                    .allMatch(line -> line.matches("[CA] /(run|run/secrets.*|etc|etc/scalelite-tls.*|var|var/.*)"));
        }
    }

    @Test
    @Order(1)
    void plainHttpLeadsToThePublishedPort() {
        Answer plain = stack().plainFrontEnd().getRaw("?x=1");
        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.location()).isEqualTo(stack().address().resolve("/bigbluebutton/api?x=1"));
        assertThat(plain.header("Strict-Transport-Security")).isEmpty();
        assertThat(frontEnd().get("/health_check").header("Strict-Transport-Security"))
                .isEqualTo("max-age=15552000");
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"nginx, api-1, 3000, true", "nginx, redis, 6379, false", "nginx, postgres, 5432, false"})
    void nginxReachesTheApiAlone(String from, String host, int port, boolean reached) {
        String connect = "(exec 3<>/dev/tcp/%s/%d) 2>/dev/null && echo true || echo false".formatted(host, port);
        assertThat(stack().exec(from, "timeout", "20", "bash", "-c", connect).strip())
                .isEqualTo(String.valueOf(reached));
    }

    @Test
    @Order(1)
    void redisWantsThePassword() {
        assertThat(stack().exec("redis", "sh", "-c", "redis-cli get x || true")).contains("NOAUTH");
        assertThat(stack().docker("top", stack().container("redis"))).doesNotContain("pw-of-test");
    }

    @Test
    @Order(2)
    void nginxLogsRequestsToTheEngine() {
        frontEnd().get("/health_check?logged");
        await("the line")
                .atMost(SOON)
                .until(() -> stack().docker("logs", stack().container("nginx")).contains(" /health_check 200 "));
    }

    /** The JVM maps the file of the cache into its memory when it takes it. */
    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "api-1, api-service",
        "poller-1, poller-service",
        "recording-importer-1, recording-importer",
    })
    void aServiceTakesItsAotCache(String container, String program) {
        assertThat(stack().exec(container, "sh", "-c", "cat /proc/[0-9]*/maps"))
                .contains("/opt/scalelite/" + program + "/" + program + ".aot");
    }

    @Test
    @Order(2)
    void aMeetingIsCreatedJoinedListedAndEnded() {
        create("class-1");
        Answer join = frontEnd().call("join", "meetingID", "class-1", "fullName", "Ada", "role", "MODERATOR");
        assertThat(join.status()).isEqualTo(302);
        assertThat(join.location().getHost()).isEqualTo("bbb.localhost");
        assertThat(frontEnd().call("getMeetings").texts("meetingID")).contains("class-1");
        String password = frontEnd()
                .call("getMeetingInfo", "meetingID", "class-1")
                .text("moderatorPW")
                .orElseThrow();
        assertThat(frontEnd()
                        .call("end", "meetingID", "class-1", "password", password)
                        .isSuccess())
                .isTrue();
        assertThat(isKnown("class-1")).isFalse();
    }

    @Test
    @Order(2)
    void theAdminApiAndTheCommandLineShowTheSamePool() {
        Answer servers = frontEnd().admin("getServers");
        assertThat(servers.status()).isEqualTo(200);
        assertThat(servers.body()).contains("bbb-1", "bbb-2", "bbb-3");
        assertThat(stack().exec("poller-2", "scalelite", "servers", "list", "--long"))
                .contains("id: bbb-1", "id: bbb-3");
        assertThat(stack().exec("api-2", "scalelite", "poll", "all")).contains("3");
    }

    /** Delivers a recording to the spool; answers its link once it is imported. */
    private static URI imported(String recordId, Path archive) {
        String spool = "/var/bigbluebutton/spool/" + recordId + ".tar";
        stack().docker("cp", archive.toString(), stack().container("recording-importer-1") + ":" + spool + ".part");
        stack().exec("recording-importer-1", "mv", spool + ".part", spool);
        await("the recording")
                .atMost(SOON)
                .until(() -> frontEnd()
                        .call("getRecordings", "recordID", recordId)
                        .text("recordID")
                        .isPresent());
        return link(recordId);
    }

    /** A new link to a protected recording, which works once. */
    private static URI link(String recordId) {
        Answer listed = frontEnd().call("getRecordings", "recordID", recordId);
        return URI.create(listed.text("url").orElseThrow());
    }

    /** By the player of the image, which fetches a file of the recording with the cookie that the link has set. */
    @Test
    @Order(3)
    void aBrowserPlaysAPresentation() {
        HeadlessBrowser.assumeInstalled(UNTESTED);
        URI _ = imported(SampleArchive.PRESENTATION, stack().presentation());
        // On a busy machine the browser prints the page before its scripts have run.
        await("the player").atMost(SOON).untilAsserted(() -> {
            URI link = link(SampleArchive.PRESENTATION);
            String page = stack().address() + link.getRawPath() + "?" + link.getRawQuery();
            assertThat(stack().browser().load(page, WITH_SCRIPTS)).contains("Playing Introduction to load balancing");
        });
    }

    @Test
    @Order(3)
    void aBrowserShowsThatThePlayerIsMissing() {
        HeadlessBrowser.assumeInstalled(UNTESTED);
        String nginx = stack().docker(
                        "run",
                        "--detach",
                        "--network",
                        stack().network(),
                        "--env",
                        "SCALELITE_API_HOSTS=api-1:3000",
                        "--env",
                        "PLAYBACK_PLAYER_DIR=/nowhere",
                        "--publish",
                        "127.0.0.1::80",
                        ContainerImages.name("nginx"))
                .strip();
        try {
            String port = stack().docker("port", nginx, "80").strip().replaceFirst(".*:", "");
            String page = "http://localhost:" + port + "/playback/presentation/2.3/" + SampleArchive.PRESENTATION;
            await("nginx")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(stack().browser().load(page))
                            .contains("Player Not Installed", "<code>install-player</code>"));
            assertThat(stack().docker("logs", nginx)).contains("WARNING: there is no /nowhere/presentation/2.3");
        } finally {
            stack().docker("rm", "--force", nginx);
        }
    }

    @Test
    @Order(3)
    void aProtectedRecordingIsPlayedByItsLinkOnly() {
        URI link = imported(RECORDING, stack().archive(RECORDING));

        assertThat(frontEnd().get("/video/" + RECORDING + "/").status()).isEqualTo(404);
        Answer opened = frontEnd().get(link.getRawPath() + "?" + link.getRawQuery());
        assertThat(opened.status()).as(opened.body()).isEqualTo(307);
        String cookie = opened.header("Set-Cookie").replaceFirst(";.*", "");
        Answer page = frontEnd().get("/video/" + RECORDING + "/", "Cookie", cookie);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<video");
        assertThat(frontEnd().get(link.getRawPath() + "?" + link.getRawQuery()).status())
                .as("a link works once")
                .isEqualTo(404);
    }

    /** Calls without a pause that are never repeated, as a front-end makes them. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger calls = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads;

        Load() {
            threads = Stream.of("load-a", "load-b", "load-c")
                    .map(id -> Thread.ofVirtual().start(() -> run(id)))
                    .toList();
        }

        private void run(String id) {
            SecureFrontEnd frontEnd = frontEnd();
            for (int i = 0; !over.get(); i++) {
                try {
                    Answer answer = switch (i % 3) {
                        case 0 -> frontEnd.call("create", "meetingID", id, "name", id);
                        case 1 -> frontEnd.call("join", "meetingID", id, "fullName", "U", "role", "VIEWER");
                        default -> frontEnd.call("isMeetingRunning", "meetingID", id);
                    };
                    if (answer.status() != 302 && !answer.isSuccess()) {
                        failures.add(answer.status() + " " + answer.body());
                    }
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
                calls.incrementAndGet();
            }
        }

        @Override
        public void close() {
            over.set(true);
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The first of each service, then the second. */
    @ParameterizedTest
    @Order(4)
    @ValueSource(ints = {1, 2})
    void servicesAreRestartedUnderLoadWithoutAFailedRequest(int replica) {
        List<String> services = replicas(replica);
        Load load = new Load();
        try (load) {
            List<String> restart = new ArrayList<>(List.of("restart", "-t", "60"));
            restart.addAll(services);
            stack().compose(SOON, restart.toArray(String[]::new));
            stack().awaitHealthy(SOON, services);
        }
        assertThat(load.failures).isEmpty();
        assertThat(load.calls).hasPositiveValue();
    }

    private static List<String> replicas(int replica) {
        return ContainerImages.SERVICES.stream()
                .map(service -> service + "-" + replica)
                .toList();
    }

    @Test
    @Order(5)
    void oneOfEachServiceIsLostAndTheOthersGoOn() {
        create("survivor");
        List<String> lost = replicas(1);
        lost.forEach(service -> stack().docker("kill", stack().container(service)));
        try {
            create("born-later");
            assertThat(isKnown("survivor")).isTrue();
            assertThat(stack().exec("api-2", "scalelite", "status")).contains("online");
        } finally {
            lost.forEach(service -> stack().docker("start", stack().container(service)));
        }
        stack().awaitHealthy(SOON, lost);
    }

    @Test
    @Order(6)
    void redisComesBackWithItsData() {
        create("before-restart");
        stack().compose(SOON, "restart", "-t", "30", "redis");
        // While Redis is unavailable a meeting seen lately is answered for from memory, but nothing is created.
        await("a create").atMost(SOON).until(() -> tryToCreate("after-restart").isSuccess());
        await("the meeting").atMost(SOON).until(() -> isKnown("before-restart"));
        assertThat(stack().exec("api-1", "scalelite", "meetings", "list")).contains("before-restart", "after-restart");
    }
}
