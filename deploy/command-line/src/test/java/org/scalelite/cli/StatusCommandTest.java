package org.scalelite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture.Outcome;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

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
