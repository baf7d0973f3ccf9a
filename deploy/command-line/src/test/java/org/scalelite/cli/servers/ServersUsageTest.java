package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.Server;

/** Arguments about servers that are refused before a store is opened. */
class ServersUsageTest {
    private static final String URL = "https://bbb1.example.com/bigbluebutton/api";

    private static Outcome run(String... arguments) {
        return CommandRun.run(() -> Settings.of(Map.of("REDIS_URL", "redis://127.0.0.1:1")), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bbb1.example.com",
                "bbb1.example.com/bigbluebutton/api",
                "/bigbluebutton/api",
                "ftp://bbb1.example.com/bigbluebutton/api",
                "https:///bigbluebutton/api",
                "https://bbb1.example.com",
                "https://bbb1.example.com/bigbluebutton/api/create",
                "https://bbb1.example.com/bigbluebutton/api?x=1",
                "https://bbb1.example.com/big bluebutton/api",
                "https:api",
                ""
            })
    void refusesWhatIsNoApiOfAServer(String url) {
        Outcome refused = run("servers", "add", url, "bbb-secret");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("path ends in /api, such as https://bbb1.example.com/bigbluebutton/api");
    }

    @ParameterizedTest
    @CsvSource({"s, 0, above 0", "s, -1, above 0", "s, NaN, above 0", "s, much, above 0"})
    void refusesAnInvalidMultiplier(String secret, String multiplier, String reason) {
        Outcome refused = run("servers", "add", URL, secret, "--multiplier", multiplier);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "servers tag a a;b, is no tag",
        "servers load-multiplier a 0, above 0",
        "servers update a --max-users=0, 'max_users is ''0'': give a whole number above 0, or nothing for no limit'",
        "servers update a --max-meetings=-3, max_meetings is",
        "servers update a --spare=perhaps, give true or false",
        "servers update a --zone=a:b, is no zone",
        "placement, 'Give a command: explain or dry-run'",
        "placement explain, Missing required parameter",
        "placement dry-run --count 0, --count",
        "placement dry-run --count 1001, --count",
        "placement dry-run --size 0, --size",
        "servers update a --state=asleep, 'give enabled, cordoned or disabled'",
        "servers enable, Missing required parameter",
        "servers drain --timeout 5 a, --wait",
        "servers drain --wait --timeout 0 a, --timeout",
        "servers drain --wait --timeout -1 a, --timeout"
    })
    void namesTheWrongArgument(String arguments, String reason) {
        Outcome refused = run(arguments.split(" ", -1));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains(reason);
    }

    @Test
    void blankIdIsNamed() {
        assertThat(run("servers", "enable", " ").err()).contains("the id of a server is blank");
    }

    @ParameterizedTest
    @CsvSource({"enable, ENABLED", "enabled, ENABLED", "Cordon, CORDONED", "cordoned, CORDONED", "disable, DISABLED"})
    void stateMayBeAVerb(String text, Server.State state) {
        assertThat(new ServerArguments.State().convert(text)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"none, ''", "'', ''", "' gpu ', gpu"})
    void noTagIsAWord(String text, String tag) {
        assertThat(new ServerArguments.Tag().convert(text)).isEqualTo(tag);
    }
}
