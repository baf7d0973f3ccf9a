package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.TestTimeout;

/** What systemd itself says of the units, and that both sets are one. */
class SystemdUnitsTest {
    private static final List<String> NAMES_OF_SCALELITE = List.of(
            "scalelite-api.service",
            "scalelite-nginx.service",
            "scalelite-poller.service",
            "scalelite-recording-importer.service",
            "scalelite.target");
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private static final Shell SHELL = new Shell(Map.of("SYSTEMD_COLORS", "0", "SYSTEMD_PAGER", "", "LC_ALL", "C"));

    @BeforeAll
    static void needsSystemd() {
        boolean there = Stream.of("/usr/bin/systemd-analyze", "/bin/systemd-analyze")
                .anyMatch(program -> Files.isExecutable(Path.of(program)));
        if (!there) {
            System.out.println("SystemdUnitsTest is skipped: there is no systemd-analyze (Debian's package systemd)");
        }
        Assumptions.assumeTrue(there, "there is no systemd-analyze: install systemd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "native"})
    void theNamesAreThoseOfScalelite(String set) {
        assertThat(StagedUnits.files(set).stream()
                        .map(unit -> unit.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(NAMES_OF_SCALELITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "native"})
    void systemdFindsNothingWrong(String set, @TempDir Path root) throws IOException {
        assertThat(warnings(StagedUnits.of(set, root))).isEmpty();
    }

    @Test
    void systemdWouldSayWhatIsWrong(@TempDir Path root) throws IOException {
        StagedUnits units = StagedUnits.of("native", root);
        Path unit = units.unit("scalelite-api.service");
        Files.writeString(unit, Files.readString(unit).replace("ProtectSystem=", "ProtectSytem="));
        assertThat(warnings(units)).contains("ProtectSytem");
    }

    private static String warnings(StagedUnits units) {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        command.add("--root=" + units.root());
        command.addAll(NAMES_OF_SCALELITE);
        Shell.Outcome outcome = SHELL.run(DEADLINE, command);
        assertThat(outcome.code()).as(outcome.output()).isZero();
        return outcome.output().strip();
    }

    /** Of 100, where a unit without any settings has 96: as they are now, so that no setting is lost unnoticed. */
    @ParameterizedTest
    @CsvSource({"api, 17", "poller, 17", "recording-importer, 17", "nginx, 18"})
    void theNativeUnitsAreConfined(String service, String highestExposure, @TempDir Path root) throws IOException {
        StagedUnits units = StagedUnits.of("native", root);
        Shell.Outcome outcome = SHELL.run(
                DEADLINE,
                List.of(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--no-pager",
                        "--root=" + units.root(),
                        "--threshold=" + highestExposure,
                        "scalelite-" + service + ".service"));
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("Overall exposure level for scalelite-" + service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "native"})
    void allFollowTheTargetAndReadOneFile(String set) throws IOException {
        for (Path file : StagedUnits.files(set)) {
            String unit = Files.readString(file);
            if (file.toString().endsWith(".service")) {
                assertThat(unit)
                        .as(file.toString())
                        .contains("\nPartOf=scalelite.target\n")
                        .contains("\nWantedBy=scalelite.target\n")
                        .contains("\nEnvironmentFile=/etc/default/scalelite\n")
                        .contains("\nRestart=always\n");
            }
        }
    }
}
