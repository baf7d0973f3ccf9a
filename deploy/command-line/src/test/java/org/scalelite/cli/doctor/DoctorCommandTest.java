package org.scalelite.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;

/** What {@code scalelite doctor} prints, repairs and returns (what it finds: DoctorTest). */
class DoctorCommandTest {
    @AutoClose
    private static Installation installation;

    @BeforeAll
    static void start(@TempDir Path directory) {
        installation = new Installation(directory);
    }

    @BeforeEach
    void reset() {
        installation.reset();
        // How full the disk of this machine is must not decide.
        installation.set("RECORDING_DISABLED", "true");
    }

    private static Outcome doctor(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.run(installation::settings, arguments);
    }

    private static void leak(String bridge) {
        installation.redis().hset(installation.keys().of(RedisKey.VOICE_BRIDGES), bridge, "dead");
    }

    @Test
    void healthyInstallationReturnsExitCode0() {
        Outcome outcome = doctor();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        "configuration",
                        "redis",
                        "postgresql",
                        "servers",
                        "clocks",
                        "recordings",
                        "registry",
                        "Nothing has to be done");
        assertThat(outcome.out()).contains("  ok       redis://127.0.0.1:").contains("BBB 3.0.4 answers in");
        assertThat(outcome.out()).contains("  note     recordings: are off").doesNotContain("cure:");
    }

    @Test
    void warningIsPrintedWithCureAndExitCode1() {
        leak("4711");
        installation.set("LOADBALANCER_SECRETS", "short-secret");

        Outcome outcome = doctor();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("""
                  warning  registry: voice bridge 4711 belongs to a meeting that is gone
                           cure: scalelite doctor --fix: free it
                0 problems, 2 warnings; 'scalelite doctor --fix' mends 1 of them
                """).doesNotContain("short-secret");
    }

    @Test
    void secondRunAfterFixFindsNothing() {
        leak("4711");
        installation.redis().sadd(installation.keys().of(RedisKey.MEETINGS), "lost\nline");

        Outcome outcome = doctor("--fix", "--yes");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("mended: meeting lost?line is listed, but its record is gone")
                .contains("mended: voice bridge 4711 belongs to a meeting that is gone")
                .endsWith("Nothing has to be done" + System.lineSeparator());
        assertThat(installation.redis().exists(installation.keys().of(RedisKey.VOICE_BRIDGES)))
                .isZero();
        assertThat(doctor().exitCode()).isZero();
        assertThat(doctor("--fix").exitCode()).as("nothing to ask").isZero();
    }

    @Test
    void fixWithoutConfirmationChangesNothing() {
        leak("4711");

        Outcome outcome = doctor("--fix");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("nothing was changed: give --yes");
        assertThat(installation.redis().hlen(installation.keys().of(RedisKey.VOICE_BRIDGES)))
                .isOne();
    }

    @Test
    void unfixableProblemKeepsExitCode2() {
        leak("4711");
        installation.redis().hset(installation.keys().of(RedisKey.TENANT, "t1"), "secrets", "");

        Outcome outcome = doctor("--fix", "--yes");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).endsWith("1 problem, 0 warnings" + System.lineSeparator());
    }

    @Test
    void programsGetJson() throws IOException {
        leak("4711");

        JsonNode entries =
                new ObjectMapper().readTree(doctor("--json", "--fix", "--yes").out());

        JsonNode bridge = entries.get(entries.size() - 1);
        assertThat(bridge.get("subject").asText()).isEqualTo("registry");
        assertThat(bridge.get("severity").asText()).isEqualTo("warning");
        assertThat(bridge.get("what").asText()).contains("4711");
        assertThat(bridge.get("cure").asText()).contains("free it");
        assertThat(bridge.get("fixable").asBoolean()).isTrue();
        assertThat(bridge.get("fixed").asBoolean()).isTrue();
        assertThat(entries.findValuesAsText("severity")).contains("ok");
    }

    @Test
    void limitsPrintedFindings() {
        for (int i = 0; i < 1_000; i++) {
            leak(String.valueOf(100_000 + i));
        }

        Outcome outcome = doctor("--fix", "--yes");

        assertThat(outcome.out()).contains("  … and 951 more; --json lists all");
        assertThat(installation.redis().exists(installation.keys().of(RedisKey.VOICE_BRIDGES)))
                .isZero();
    }
}
