package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;

/** Commands take hosts, URLs and beginnings of ids for servers, and names for tenants. */
class NamedServersTest {
    private static final String SECOND = "https://bbb2.example.com/bigbluebutton/api";

    private final CommandLineFixture scalelite = new CommandLineFixture();
    private String first = "";
    private String second = "";
    private String school = "";

    @BeforeEach
    void addServersAndTenants() {
        first = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
        second = scalelite.add(SECOND);
        school = CommandLineFixture.idIn(scalelite.run("tenants", "add", "school", "one"));
        scalelite.run("tenants", "add", "college", "two");
        scalelite.putMeeting("biology", second);
    }

    @AfterEach
    void close() {
        scalelite.close();
    }

    private Outcome run(String line) {
        return scalelite.run(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "servers enable NAME",
                "servers cordon NAME",
                "servers disable NAME",
                "servers load-multiplier NAME 2",
                "servers tag NAME gpu",
                "servers update NAME --tag gpu",
                "servers events NAME",
                "servers drain NAME",
                "servers panic --yes --skip-end-calls NAME",
                "servers remove --yes --force NAME",
                "meetings list --server NAME",
            })
    void everyCommandTakesEachNameOfServer(String command) {
        for (String name : List.of("bbb2.example.com", SECOND, second.substring(0, 18), second)) {
            assertThat(run(command.replace("NAME", name)))
                    .as(name)
                    .satisfies(outcome -> assertThat(outcome.exitCode()).isZero())
                    .satisfies(outcome -> assertThat(outcome.err()).isEmpty());
            if (command.contains("remove")) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "servers enable NAME",
                "servers load-multiplier NAME 2",
                "servers tag NAME gpu",
                "servers update NAME --tag gpu",
                "servers events NAME",
                "servers drain NAME",
                "servers panic --yes NAME",
                "servers remove --yes NAME",
                "servers meeting-list NAME",
                "meetings list --server NAME",
            })
    void everyCommandSuggestsServers(String command) {
        Outcome outcome = run(command.replace("NAME", "bbb4.example.com"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("Couldn't find server with id=bbb4.example.com: did you mean ")
                .contains("bbb1.example.com", "bbb2.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants update NAME --max-users 5",
                "tenants update-lrs-basic NAME https://lrs.example.com user password",
                "tenant-settings list NAME",
                "tenant-settings add NAME record true",
                "meetings list --tenant NAME",
                "meetings end --all --yes --tenant NAME",
                "tenants remove --yes NAME",
            })
    void everyCommandTakesTenantByName(String command) {
        assertThat(run(command.replace("NAME", "School")).exitCode()).isZero();

        Outcome unknown = run(command.replace("NAME", "collage"));

        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("Couldn't find tenant with id=collage: did you mean college?");
    }

    @Test
    void ambiguousNameChangesNothing() {
        scalelite.run("servers", "add", "https://bbb1.example.com:8443/bigbluebutton/api", "secret");

        Outcome outcome = run("servers enable bbb2.example.com bbb1.example.com");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("'bbb1.example.com' may mean several servers: ")
                .contains(first + " (bbb1.example.com)", "(bbb1.example.com:8443)");
        assertThat(run("servers list --json").out()).doesNotContain("enabled");
    }

    @Test
    void questionNamesIdAndHost() {
        Outcome outcome = run("servers panic bbb2.example.com " + first);

        assertThat(outcome.err()).startsWith("End all meetings on %s (bbb2.example.com), %s,".formatted(second, first));
        assertThat(run("tenants remove school").err()).startsWith("Remove %s (school) with".formatted(school));
    }

    @Test
    void auditFindsSubjectByName() {
        assertThat(run("audit --subject bbb2.example.com").out()).contains(second);
        assertThat(run("audit --subject school").out()).contains(school);
        assertThat(run("audit --subject biology").out()).isEqualTo("No changes\n");
    }

    @Test
    void rakeTakesIdsAlone() {
        Outcome outcome = scalelite.run("rake", "servers:enable[bbb1.example.com]");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out() + outcome.err())
                .contains("ERROR: No server found with id: bbb1.example.com\n")
                .doesNotContain("mean");
    }
}
