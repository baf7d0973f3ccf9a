package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandRun.Outcome;

/** {@code scalelite log-level}. */
final class LogLevelCommandTest {
    private final CommandLineFixture scalelite = new CommandLineFixture();

    @AfterEach
    void close() {
        scalelite.close();
    }

    private String shown() {
        return scalelite.run("log-level").out();
    }

    @Test
    void setsShowsAndResets() {
        assertThat(shown()).isEqualTo("as in the settings\n");
        assertThat(scalelite.run("log-level", "debug").exitCode()).isZero();
        assertThat(shown()).isEqualTo("org.scalelite=debug\n");
        assertThat(scalelite
                        .run("log-level", "warn", "--part=api.meeting", "--minutes=5")
                        .exitCode())
                .isZero();
        assertThat(shown()).isEqualTo("org.scalelite.api.meeting=warn\n");
        assertThat(scalelite.run("log-level", "--reset").exitCode()).isZero();
        assertThat(shown()).isEqualTo("as in the settings\n");
        assertThat(scalelite.run("audit", "--subject=services").out())
                .contains("log_level", "level: org.scalelite=debug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-level loud",
                "log-level debug --minutes=0",
                "log-level debug --minutes=100000",
                "log-level debug --part=../x",
                "log-level debug --part=api..meeting"
            })
    void refusesOtherValues(String command) {
        Outcome outcome = scalelite.run(command.split(" "));
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).isNotBlank();
        assertThat(shown()).isEqualTo("as in the settings\n");
    }
}
