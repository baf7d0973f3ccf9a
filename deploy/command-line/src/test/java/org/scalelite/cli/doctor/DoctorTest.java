package org.scalelite.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalelite.common.doctor.Finding.Severity.PROBLEM;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.simulator.control.Fault;

/** Each fault that is planted is found, alone, with its cure; where nothing is planted nothing is found. */
class DoctorTest {
    private static final int TOGETHER = 20;

    @AutoClose
    private static Installation installation;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        installation = new Installation(temporary);
    }

    @AfterEach
    void reset() {
        installation.reset();
    }

    @Test
    void healthyInstallationHasNoFindings() {
        assertThat(installation.findings()).isEmpty();
        installation.reset();
        installation.encrypt(PlantedInServers.believed(installation, 0, 90));
        assertThat(installation.findings()).as("with TLS").isEmpty();
    }

    @Test
    void notesMachineWithoutRecordingDirectories() {
        for (String name : List.of("SPOOL", "WORK", "PUBLISH", "UNPUBLISH")) {
            installation.set("RECORDING_" + name + "_DIR", "/nowhere/" + name);
        }
        assertThat(installation.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({
        "org.scalelite.cli.doctor.PlantedInStores#redis",
        "org.scalelite.cli.doctor.PlantedInStores#postgresql",
        "org.scalelite.cli.doctor.PlantedInStores#snapshot",
        "org.scalelite.cli.doctor.PlantedInServers#servers",
        "org.scalelite.cli.doctor.PlantedInDirectories#recordings"
    })
    void isFound(Planted fault) {
        fault.plant().accept(installation);
        assertThat(installation.findings()).singleElement().satisfies(finding -> isSaid(fault, finding));
    }

    @ParameterizedTest
    @MethodSource("org.scalelite.cli.doctor.PlantedInRegistry#registry")
    void isFoundAndRepaired(Planted fault) {
        fault.plant().accept(installation);
        List<Finding> findings = installation.findings();
        assertThat(findings).singleElement().satisfies(finding -> {
            isSaid(fault, finding);
            assertThat(finding.isFixable()).isTrue();
        });
        List<RegistryFault> faults =
                findings.stream().flatMap(finding -> finding.fault().stream()).toList();
        assertThat(installation.doctor().repair(faults, Actor.SUITE)).isEqualTo(faults);
        assertThat(installation.findings()).isEmpty();
        assertThat(installation.doctor().repair(faults, Actor.SUITE))
                .as("a second time")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.scalelite.cli.doctor.PlantedInRegistry#forAPerson")
    void isFoundAndLeftToAPerson(Planted fault) {
        fault.plant().accept(installation);
        List<Finding> findings = installation.findings();
        assertThat(findings).anySatisfy(finding -> {
            isSaid(fault, finding);
            assertThat(finding.isFixable()).isFalse();
        });
    }

    private static void isSaid(Planted fault, Finding finding) {
        assertThat(finding.what()).contains(fault.what());
        assertThat(finding.cure()).contains(fault.cure());
        assertThat(finding.severity()).isEqualTo(fault.severity());
    }

    @Test
    void namesAllInvalidVariables() {
        installation.set("PORT", "many");
        installation.set("POLL_INTERVAL", "-1");
        installation.set("LOADBALANCER_CHECKSUM_ALGORITHM", "MD5");
        installation.set("DATABASE_URL", "mysql://user:pass-word@db");
        assertThat(installation.findings())
                .hasSize(4)
                .noneMatch(finding -> finding.toString().contains("pass-word"));
    }

    @Test
    void comparesWithAllOtherClocks() {
        installation.ahead(Duration.ofMinutes(1));
        assertThat(installation.findings())
                .hasSize(4)
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(PROBLEM);
                    assertThat(finding.what()).contains("behind this machine's");
                    assertThat(finding.cure()).contains("if most others are off too, here");
                })
                .extracting(Finding::where)
                .anyMatch(where -> where.startsWith("redis://"))
                .anyMatch(where -> where.startsWith("jdbc:postgresql://"));
    }

    @Test
    void withoutRedisTheRestIsChecked() {
        installation.set("REDIS_URL", "redis://:pass-word@127.0.0.1:1");
        installation.set("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/x");
        Installation.run(() -> Files.delete(installation.directory("WORK")));
        assertThat(installation.findings())
                .extracting(Finding::what)
                .satisfiesExactly(
                        redis -> assertThat(redis).contains("does not answer").doesNotContain("pass-word"),
                        postgresql -> assertThat(postgresql).contains("PostgreSQL cannot be used"),
                        recordings -> assertThat(recordings).contains("is missing"));
    }

    @Test
    void aDisabledServerIsOnlyNoted() {
        installation.registry().servers().changeState(installation.id(), Server.State.DISABLED);
        installation.server().inject(new Fault.RefuseConnections());
        assertThat(installation.findings()).isEmpty();
    }

    @Test
    void checksServersConcurrently() throws IOException {
        CountDownLatch together = new CountDownLatch(TOGETHER);
        HttpServer withFullTimeout =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TOGETHER);
        installation.later(() -> withFullTimeout.stop(0));
        withFullTimeout.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        withFullTimeout.createContext("/", exchange -> {
            try (exchange) {
                together.countDown();
                // No request is answered before all have come.
                together.await(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS);
                byte[] answer =
                        "<response><returncode>SUCCESS</returncode></response>".getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        withFullTimeout.start();
        for (int i = 0; i < TOGETHER; i++) {
            String path = "http://127.0.0.1:%d/%d/api"
                    .formatted(withFullTimeout.getAddress().getPort(), i);
            installation.registry().online(URI.create(path), "secret");
        }
        assertThat(installation.findings()).noneMatch(finding -> finding.what().contains("timeout"));
    }
}
