package org.scalelite.cli.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;

/** What a shell gets of {@code scalelite complete}. */
class CompleteCommandTest {
    private static final String[] LINE = {"complete", "--", "servers", "drain", "bbb"};

    @Test
    void namesComeFromRegistry() {
        try (CommandLineFixture scalelite = new CommandLineFixture()) {
            String id = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
            scalelite.run("tenants", "add", "school", "secret");

            assertThat(scalelite.run(LINE)).isEqualTo(new Outcome(0, "bbb1.example.com\n", ""));
            assertThat(scalelite
                            .run("complete", "--", "servers", "events", id.substring(0, 4))
                            .out())
                    .isEqualTo(id + "\n");
            assertThat(scalelite
                            .run("complete", "--", "meetings", "list", "--tenant", "")
                            .out())
                    .isEqualTo("school\n");
        }
    }

    @Test
    void unreachableRedisCompletesNothing() {
        assertThat(CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "redis://127.0.0.1:1")), LINE))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "nonsense")), LINE))
                .isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void silentRedisDoesNotHangTheShell() throws IOException {
        assertThat(CommandRun.runWithSilentRedis(LINE)).isEqualTo(new Outcome(0, "", ""));
    }
}
