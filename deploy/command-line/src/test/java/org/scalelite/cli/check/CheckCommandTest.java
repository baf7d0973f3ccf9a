package org.scalelite.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;

/** What Icinga gets of {@code scalelite check}: an exit code and one line. */
class CheckCommandTest {
    private final CommandLineFixture scalelite = new CommandLineFixture();

    @AfterEach
    void close() {
        scalelite.close();
    }

    private String addOnline() {
        String id = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
        scalelite.run("servers", "enable", id);
        scalelite.putPoll(id, 25, Map.of("meetings", "12", "users", "25"));
        return id;
    }

    @Test
    void healthyPoolReturnsExitCode0() {
        addOnline();

        assertThat(scalelite.run("check"))
                .isEqualTo(new Outcome(
                        0,
                        "SCALELITE OK - 1 of 1 server available, 12 meetings, 25 users | available=1;;1:;0;1"
                                + " offline=0;0;;0;1 suspect=0;;;0;1 meetings=12;;;0 users=25;;;0 load=25;;;0\n",
                        ""));
    }

    @Test
    void thresholdsAreOptions() {
        addOnline();

        assertThat(scalelite.run("check", "-w", "users=20").exitCode()).isEqualTo(1);
        assertThat(scalelite
                        .run("check", "-w", "users=20", "--critical=users=24")
                        .exitCode())
                .isEqualTo(2);
        assertThat(scalelite.run("check", "-w", "users=30", "-w", "load=30").exitCode())
                .isZero();
        assertThat(scalelite.run("check", "-c", "available=2:").exitCode()).isEqualTo(2);
    }

    @Test
    void offlineServerReturnsExitCode1() {
        addOnline();
        scalelite.run("servers", "enable", scalelite.add("https://bbb2.example.com/bigbluebutton/api"));

        Outcome outcome = scalelite.run("check");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("bbb2.example.com offline").hasLineCount(1);
    }

    @Test
    void emptyPoolReturnsExitCode2() {
        assertThat(scalelite.run("check").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-w colour=1", "-w users=many", "-w users", "-t 0", "-t soon", "--nonsense", "nonsense"})
    void usageErrorReturnsExitCode3(String options) {
        assertThat(scalelite.run(("check " + options).split(" ")).exitCode()).isEqualTo(3);
    }

    @Test
    void unreachableRedisReturnsExitCode3() {
        Outcome outcome = CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "redis://127.0.0.1:1")), "check");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out())
                .startsWith("SCALELITE UNKNOWN - Redis at redis://127.0.0.1:1")
                .hasLineCount(1);
    }

    @Test
    void invalidEnvironmentReturnsExitCode3() {
        Outcome outcome = CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "nonsense")), "check");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).startsWith("SCALELITE UNKNOWN - ").hasLineCount(1);
    }

    @Test
    void silentRedisReturnsExitCode3InTime() throws IOException {
        Outcome outcome = CommandRun.runWithSilentRedis("check", "-t", "1");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).isEqualTo("SCALELITE UNKNOWN - the stores did not answer within 1 s\n");
    }

    @Test
    void unreachableDatabaseReturnsExitCode3() {
        addOnline();
        scalelite.with("DATABASE_URL", "postgresql://user:password@127.0.0.1:1/scalelite");

        Outcome outcome = scalelite.run("check");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out())
                .startsWith("SCALELITE UNKNOWN - PostgreSQL does not answer (")
                .doesNotContain("password");
    }
}
