package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.cli.output.Style;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import picocli.CommandLine.Help.Ansi;

/** The table of the pool. */
final class StatusCommandTest {
    private final CommandLineFixture scalelite = new CommandLineFixture();

    @AfterEach
    void close() {
        scalelite.close();
    }

    @Test
    void sortsServersByHostName() {
        scalelite.add("http://127.0.0.1:8091/bigbluebutton/api");
        scalelite.add("https://bbb2.example.com/bigbluebutton/api", "--tag=webinar");
        String busy = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
        scalelite.run("servers", "enable", busy);
        putBusyPoll(busy);

        Outcome status = scalelite.run("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).isEqualTo("""
                HOSTNAME          STATE     STATUS   MEETINGS  USERS  LARGEST MEETING  VIDEOS         LOAD  BBB VERSION  TAG
                127.0.0.1:8091    disabled  offline         0      0                0       0  unavailable
                bbb1.example.com  enabled   online         12     25                7      15         25.0  3.0.4
                bbb2.example.com  disabled  offline         0      0                0       0  unavailable               webinar
                """);
    }

    @Test
    void printsHeadingsOfEmptyPool() {
        assertThat(scalelite.run("status").out())
                .isEqualToIgnoringNewLines("HOSTNAME  STATE  STATUS  MEETINGS  USERS  LARGEST MEETING  VIDEOS  LOAD"
                        + "  BBB VERSION  TAG");
    }

    @Test
    void answersJsonToPrograms() {
        String busy = scalelite.add("https://bbb1.example.com/bigbluebutton/api", "--tag=webinar");
        scalelite.run("servers", "enable", busy);
        putBusyPoll(busy);

        assertThat(scalelite.run("status", "--json").out()).isEqualToIgnoringWhitespace("""
                [ {"id": "%s", "hostname": "bbb1.example.com", "state": "enabled", "status": "online", "meetings": 12,
                "users": 25, "largest_meeting": 7, "videos": 15, "load": 25.0, "bbb_version": "3.0.4",
                "tag": "webinar"} ]""".formatted(busy));
    }

    @Test
    void showsSuspectServer() {
        String busy = scalelite.add("https://bbb1.example.com/bigbluebutton/api");
        scalelite.run("servers", "enable", busy);
        putBusyPoll(busy);
        new ServerRegistry(scalelite.redis()).reportFailure(new ServerId(busy), "timeout");

        assertThat(scalelite.run("status").out()).containsPattern("(?m)^bbb1.example.com  enabled  suspect ");
        assertThat(scalelite.run("status", "--json").out()).contains("\"status\" : \"online\"");
    }

    @Test
    void sortsAndSelects() {
        String busy = scalelite.add("https://bbb2.example.com/bigbluebutton/api");
        scalelite.run("servers", "enable", busy);
        putBusyPoll(busy);
        scalelite.add("https://bbb1.example.com/bigbluebutton/api");

        for (String command : List.of("status", "servers list")) {
            assertThat(hosts(command)).as(command).hasSize(2);
            assertThat(hosts(command + " --sort users")).containsExactly("bbb2", "bbb1");
            assertThat(hosts(command + " --sort LOAD")).containsExactly("bbb2", "bbb1");
            assertThat(hosts(command + " --sort host")).containsExactly("bbb1", "bbb2");
            assertThat(hosts(command + " --sort state")).containsExactly("bbb2", "bbb1");
            assertThat(hosts(command + " --state online")).containsExactly("bbb2");
            assertThat(hosts(command + " --state disabled,suspect")).containsExactly("bbb1");
            assertThat(hosts(command + " --state cordoned")).isEmpty();
        }
        Outcome unknown = scalelite.run("status", "--state", "broken");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("'broken' is no state: give cordoned, disabled, enabled, offline, online");
        assertThat(scalelite.run("status", "--sort", "colour").exitCode()).isEqualTo(2);
        assertThat(scalelite.run("status", "--watch", "0").exitCode()).isEqualTo(2);
        assertThat(scalelite.run("status", "--watch", "--json").exitCode()).isEqualTo(2);
    }

    private List<String> hosts(String command) {
        return Pattern.compile("\\bbbb\\d\\b")
                .matcher(scalelite.run(command.split(" ")).out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void coloursStatesOnTerminal() {
        scalelite.add("https://bbb1.example.com/bigbluebutton/api");

        assertThat(scalelite.run("status").out()).doesNotContain("\u001b");
        assertThat(scalelite
                        .with(new Style(Ansi.ON, ZoneOffset.UTC))
                        .run("status")
                        .out())
                .contains("\u001b[31moffline");
    }

    @Test
    void showsLocalTimeUnlessUtcIsAsked() {
        scalelite.with(new Style(Ansi.OFF, ZoneId.of("Asia/Kolkata")));
        scalelite.add("https://bbb1.example.com/bigbluebutton/api");

        assertThat(scalelite.run("audit").out()).contains("+05:30");
        assertThat(scalelite.run("audit", "--utc").out())
                .containsPattern("\\dZ ")
                .doesNotContain("+05:30");
        assertThat(scalelite.run("--utc", "audit").out())
                .containsPattern("\\dZ ")
                .doesNotContain("+05:30");
        assertThat(scalelite.run("audit", "--json").out()).doesNotContain("+05:30");
    }

    private void putBusyPoll(String id) {
        scalelite.putPoll(
                id,
                25,
                Map.of(
                        "meetings", "12",
                        "users", "25",
                        "largest_meeting", "7",
                        "videos", "15",
                        "bbb_version", "3.0.4"));
    }
}
