package org.scalelite.cli.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;

/** What {@code scalelite poll} returns if a server does not answer. */
class PollCommandTest {
    @AutoClose
    private final CommandLineFixture scalelite = new CommandLineFixture();

    @BeforeEach
    void addUnreachableServer() {
        scalelite.run("servers", "enable", scalelite.add("http://127.0.0.1:1/bigbluebutton/api"));
    }

    @Test
    void unreachableServerReturnsExitCode1() {
        Outcome outcome = scalelite.run("poll", "servers");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("1 servers polled in ").contains(": 0 answered, 0 online");
        assertThat(outcome.err())
                .contains("http://127.0.0.1:1/bigbluebutton/api")
                .hasLineCount(1);
    }

    @Test
    void taskSucceedsAsInScalelite() {
        Outcome outcome = scalelite.run("rake", "poll:servers");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
    }
}
