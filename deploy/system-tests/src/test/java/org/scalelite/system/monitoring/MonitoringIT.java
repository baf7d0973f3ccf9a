package org.scalelite.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.scalelite.api.testing.HeadlessBrowser;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.MonitoringFiles;
import org.scalelite.common.testing.MonitoringFiles.Query;
import org.scalelite.common.testing.Receiver;
import org.scalelite.importer.testing.TestArchive;
import org.scalelite.importer.testing.TestSpool;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;
import org.scalelite.system.SuiteProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Prometheus scrapes the running suite with the shipped rules: dashboards show data, alerts are quiet on a healthy pool, and
 * their expressions see planted faults. How long they wait is tested with the rules (alerts-test.yml).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    static final List<String> DASHBOARDS = MonitoringFiles.DASHBOARDS;
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringIT.class);
    private static final Map<String, String> ALERTS = MonitoringFiles.alerts().stream()
            .collect(Collectors.toMap(
                    alert -> alert.path("alert").asText(),
                    alert -> alert.path("expr").asText()));

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Optional<MonitoredSuite> started = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        String missing = "prometheus is not installed: NO DASHBOARD AND NO ALERT IS TESTED WITH PROMETHEUS";
        if (!Prometheus.isInstalled() && "true".equals(System.getenv("SCALELITE_REQUIRE_CONTAINERS"))) {
            throw new AssertionError(missing);
        }
        assumeTrue(Prometheus.isInstalled(), missing);
        started = Optional.of(new MonitoredSuite(Files.createTempDirectory("monitoring")));
    }

    @AfterAll
    static void stop() {
        started.ifPresent(MonitoredSuite::close);
    }

    private static MonitoredSuite suite() {
        return started.orElseThrow();
    }

    private static List<JsonNode> series(String alert) {
        return suite().prometheus().query(Optional.ofNullable(ALERTS.get(alert)).orElseThrow());
    }

    /** Plants a fault and waits until the expressions of these alerts see it, while something is repeated. */
    private static void assertSeen(Runnable fault, Runnable meanwhile, String... alerts) {
        awaitQuiet(alerts);
        long planted = System.nanoTime();
        fault.run();
        List<String> waiting = new ArrayList<>(List.of(alerts));
        await().pollInterval(PAUSE).untilAsserted(() -> {
            meanwhile.run();
            waiting.removeIf(alert -> {
                boolean seen = !series(alert).isEmpty();
                if (seen) {
                    LOG.info(
                            "{} after {} s",
                            alert,
                            Duration.ofNanos(System.nanoTime() - planted).toMillis() / 1000.0);
                }
                return seen;
            });
            assertThat(waiting).isEmpty();
        });
    }

    private static void assertSeen(Runnable fault, String... alerts) {
        assertSeen(fault, () -> {}, alerts);
    }

    private static void awaitQuiet(String... alerts) {
        for (String alert : alerts) {
            await(alert + " quiet")
                    .pollInterval(PAUSE)
                    .until(() -> series(alert).isEmpty());
        }
    }

    private static boolean create(String... further) {
        String id = "meeting-" + NUMBER.incrementAndGet();
        List<String> parameters = new ArrayList<>(List.of("meetingID", id, "name", "Lesson", "moderatorPW", "mp"));
        parameters.addAll(List.of(further));
        boolean created = suite().frontEnd()
                .get("create", parameters.toArray(String[]::new))
                .isSuccess();
        suite().frontEnd().get("join", "meetingID", id, "fullName", "Ada", "password", "mp");
        return created;
    }

    /** A recording whose front-end wants a callback. */
    private static TestArchive recording(Receiver frontEnd) {
        TestArchive archive = TestArchive.of("recording-%d-1767603600123".formatted(NUMBER.incrementAndGet()));
        suite().frontEnd().create("room-" + archive.recordId(), "meta_bbb-recording-ready-url", frontEnd.url("/ready"));
        return archive;
    }

    @Test
    @Order(1)
    void alertsAreQuietOnAHealthyPool() {
        assertThat(create()).isTrue();
        // A busy machine may need more than a scrape until each store has answered in time.
        await().pollInterval(PAUSE)
                .untilAsserted(() -> assertThat(ALERTS.keySet().stream()
                                .filter(alert -> suite().hasOwnDisk() || !alert.equals("ScaleliteDiskFull"))
                                .filter(alert -> !series(alert).isEmpty()))
                        .isEmpty());
    }

    /** Before any import, because the alert wants none for 30 minutes. */
    @Test
    @Order(2)
    void stuckImporterIsSeen() {
        assertSeen(
                () -> {
                    suite().postgres().kill();
                    Path archive = TestArchive.of("old-1767603600123")
                            .drop(suite().spool().spool());
                    makeOld(archive);
                },
                "ScaleliteImporterStuck");
        suite().postgres().restart();
        awaitQuiet("ScaleliteImporterStuck");
        suite().spool().awaitEmptySpool();
    }

    private static void makeOld(Path archive) {
        try {
            Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @Order(3)
    @FieldSource("DASHBOARDS")
    void panelsHaveData(String dashboard) {
        ServerId unreachable = new ServerId("unreachable");
        URI url = URI.create("http://127.0.0.1:" + SuiteProcess.freePort() + "/bigbluebutton/api");
        suite().registry().servers().add(unreachable, url, "s", 1, Optional.empty());
        suite().registry().servers().changeState(unreachable, Server.State.ENABLED);
        List<Query> empty = new ArrayList<>(MonitoringFiles.panels(dashboard));
        try (Receiver frontEnd = Receiver.answering(200)) {
            TestArchive archive = recording(frontEnd);
            await().pollInterval(PAUSE).untilAsserted(() -> {
                create();
                suite().frontEnd().get("getMeetings");
                suite().frontEnd().get("getMeetingInfo", "meetingID", "missing");
                archive.drop(suite().spool().spool());
                empty.removeIf(query -> suite().prometheus().hasData(query.expression()));
                assertThat(empty).isEmpty();
            });
        } finally {
            suite().registry().servers().changeState(unreachable, Server.State.DISABLED);
            suite().registry().servers().remove(unreachable, true);
        }
    }

    @Test
    @Order(4)
    void deadImporterIsSeen() {
        assertSeen(() -> suite().kill("scalelite-importer"), "ScaleliteTargetDown", "ScaleliteServiceDown");
        suite().start("scalelite-importer");
        awaitQuiet("ScaleliteTargetDown", "ScaleliteServiceDown");
    }

    @Test
    @Order(4)
    void deadPollerIsSeen() {
        String[] alerts = {
            "ScaleliteTargetDown", "ScaleliteServiceDown", "ScaleliteNoPoller", "ScalelitePollerLag",
        };
        assertSeen(() -> suite().kill("scalelite-poller"), alerts);
        suite().start("scalelite-poller");
        awaitQuiet(alerts);
    }

    @Test
    @Order(4)
    void deadPostgresIsSeen() {
        assertSeen(() -> suite().postgres().kill(), "ScaleliteStoreUnavailable");
        suite().postgres().restart();
        awaitQuiet("ScaleliteStoreUnavailable");
    }

    @Test
    @Order(4)
    void deadRedisIsSeen() {
        assertSeen(() -> suite().redis().kill(), "ScaleliteStoreUnavailable");
        suite().redis().restart();
        awaitQuiet("ScaleliteStoreUnavailable");
    }

    @Test
    @Order(5)
    void missingReplicaIsSeen() {
        awaitQuiet("ScaleliteRedisReplicaMissing");
        assertSeen(() -> suite().replica().stop(), "ScaleliteRedisReplicaMissing");
        suite().replica().restart();
        awaitQuiet("ScaleliteRedisReplicaMissing");
    }

    private static void limitRedis(String bytes) {
        suite().registry().redis().commands().configSet("maxmemory", bytes);
    }

    @Test
    @Order(5)
    void fullRedisIsSeen() {
        double used = suite().prometheus()
                .query("max(scalelite_redis_memory_used_bytes)")
                .getFirst()
                .path("value")
                .path(1)
                .asDouble();
        assertSeen(() -> limitRedis(String.valueOf(Math.round(used * 1.2))), "ScaleliteRedisMemory");
        limitRedis("0");
        awaitQuiet("ScaleliteRedisMemory");
    }

    @Test
    @Order(5)
    void offlineServerIsSeen() {
        SimulatedBbbServer server = suite().pool().server(3);
        String[] alerts = {"ScaleliteServerOffline", "ScaleliteNoServerAvailable"};
        assertSeen(() -> server.inject(new Fault.RefuseConnections()), alerts);
        assertThat(series("ScaleliteNoServerAvailable"))
                .allSatisfy(series ->
                        assertThat(series.path("metric").path("tag").asText()).isEqualTo(MonitoredSuite.TAG));
        server.recover();
        awaitQuiet(alerts);
    }

    @Test
    @Order(5)
    void failingCreatesAreSeen() {
        SimulatedBbbServer server = suite().pool().server(0);
        Fault failure = new Fault.Answer(500, "text/html", "<html/>");
        assertSeen(() -> server.inject(failure, "create"), MonitoringIT::create, "ScaleliteCreatesFailing");
        server.recover();
        await("a create that works").pollInterval(PAUSE).until(() -> {
            create();
            return series("ScaleliteCreatesFailing").isEmpty();
        });
    }

    @Test
    @Order(5)
    void expiringCertificateIsSeen() {
        assertSeen(() -> suite().recordCertificate(Duration.ofDays(3)), "ScaleliteCertificateExpiry");
        suite().recordCertificate(Duration.ofDays(60));
        awaitQuiet("ScaleliteCertificateExpiry");
    }

    @Test
    @Order(5)
    void splitMeetingIsSeen() {
        ServerEvents events = new ServerEvents(suite().registry().redis());
        assertSeen(
                () -> events.write(suite().id(0), "split", "room has users here and on another server"),
                "ScaleliteMeetingSplit");
    }

    @Test
    @Order(5)
    void failedImportIsSeen() throws IOException {
        Path spool = suite().spool().spool();
        assertSeen(
                () -> {
                    try {
                        Files.writeString(spool.resolve("broken.tar"), "no archive ".repeat(1000));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "ScaleliteImportFailed");
        for (String name : TestSpool.names(spool.resolve("failed"))) {
            Files.delete(spool.resolve("failed").resolve(name));
        }
        awaitQuiet("ScaleliteImportFailed");
    }

    @Test
    @Order(5)
    void fullDiskIsSeen() throws IOException {
        assumeTrue(
                suite().hasOwnDisk(),
                "SKIPPED: no file system can be mounted here, so ScaleliteDiskFull is not planted");
        Path ballast = suite().spool().work().resolve("ballast");
        assertSeen(
                () -> {
                    try {
                        long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
                        Files.write(ballast, new byte[Math.toIntExact(free * 95 / 100)]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "ScaleliteDiskFull");
        Files.delete(ballast);
        awaitQuiet("ScaleliteDiskFull");
    }

    @Test
    @Order(6)
    void undeliveredCallbacksAreSeen() {
        suite().spool().database().run("delete from outbound_callbacks");
        awaitQuiet("ScaleliteCallbacksDead");
        try (Receiver frontEnd = Receiver.answering(500)) {
            TestArchive archive = recording(frontEnd);
            assertSeen(
                    () -> {},
                    () -> {
                        if (frontEnd.calls().isEmpty()) {
                            // The order may be stored after the first import; the next one finds it.
                            archive.drop(suite().spool().spool());
                        }
                    },
                    "ScaleliteCallbacksDead");
        }
        assertSeen(
                () -> suite().spool()
                        .database()
                        .run("update outbound_callbacks set state = 'pending', created_at = now() - interval '2 hours',"
                                + " next_attempt_at = now() + interval '1 hour' where state = 'dead'"),
                "ScaleliteCallbacksLate");
        suite().spool().database().run("delete from outbound_callbacks");
        awaitQuiet("ScaleliteCallbacksLate");
    }

    @Test
    @Order(6)
    void faultsAreCorrectedInTheConsole() throws IOException {
        HeadlessBrowser.assumeInstalled("the correction of faults in the console");
        suite().spool().database().run("delete from outbound_callbacks");
        AtomicInteger answer = new AtomicInteger(500);
        try (Receiver frontEnd = Receiver.answering(_ -> answer.get());
                ConsoleRepair repair = new ConsoleRepair(suite())) {
            TestArchive ready = recording(frontEnd);
            await().pollInterval(PAUSE).until(() -> {
                ready.drop(suite().spool().spool());
                return !frontEnd.calls().isEmpty();
            });
            TestArchive archive = repair.plant();
            repair.awaitFaults(true);
            repair.correct(() -> answer.set(200));
            suite().spool().awaitEmptySpool();
            suite().spool().assertImported(archive);
            repair.awaitFaults(false);
            assertThat(suite().spool().database().value("select count(*) from outbound_callbacks where state = 'dead'"))
                    .isEqualTo("0");
        }
    }

    /** The last one, because the rate of errors ends five minutes later only. */
    @Test
    @Order(7)
    void isolatedPollerAndErrorsAreSeen() {
        assertSeen(
                () -> suite().pool().servers().forEach(server -> server.inject(new Fault.RefuseConnections())),
                MonitoringIT::create,
                "ScalelitePollerIsolated",
                "ScaleliteApiErrors");
        suite().pool().servers().forEach(SimulatedBbbServer::recover);
        awaitQuiet("ScalelitePollerIsolated");
    }
}
