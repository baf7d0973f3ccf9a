package org.scalelite.cli.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.TagRequirement;

/** The commands that explain and try placements, and the settings that decide them. */
class PlacementCommandTest {
    private final CommandLineFixture scalelite = new CommandLineFixture();
    private String plain = "";
    private String full = "";
    private String spare = "";

    @BeforeEach
    void addServers() {
        plain = add(1, 20);
        full = add(2, 5, "--max-meetings", "1", "--zone", "north");
        spare = add(3, 0, "--spare", "true");
        scalelite
                .redis()
                .commands()
                .hset(scalelite.redis().keys().of(RedisKey.SERVER_MEMORY, full), "held_meetings", "1");
    }

    @AfterEach
    void close() {
        scalelite.close();
    }

    private String add(int number, double load, String... options) {
        String id = scalelite.add("https://bbb%d.example.org/bigbluebutton/api".formatted(number), options);
        assertThat(scalelite.run("servers", "enable", id).exitCode()).isZero();
        scalelite.putPoll(id, load, Map.of());
        return id;
    }

    private static List<String> cells(Outcome outcome) {
        return outcome.out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void explainsWhyAMeetingIsNotOnAnEmptierServer() {
        Assignment assigned = new MeetingDirectory(scalelite.redis())
                .assign(
                        new MeetingKey(Optional.empty(), "algebra"),
                        new PlacementRequest(
                                "mp",
                                30,
                                TagRequirement.parse("gpu"),
                                List.of("12345"),
                                Optional.empty(),
                                Duration.ofDays(1)));
        assertThat(assigned).isInstanceOf(Assignment.Created.class);
        Outcome explained = scalelite.run("placement", "explain", "algebra");
        assertThat(explained.exitCode()).isZero();
        assertThat(explained.out()).contains("created on " + plain + ", 30 users expected (hint), tags gpu");
        assertThat(cells(explained).subList(1, 5))
                .containsExactly(
                        "SERVER LOAD RESERVED REASON",
                        spare + " 0.0 0.0 spare",
                        full + " 5.0 0.0 limit",
                        plain + " 20.0 0.0 chosen");
        assertThat(scalelite.run("placement", "explain", "algebra", "--json").out())
                .contains("\"server_id\" : \"" + plain + "\"", "\"reason\" : \"limit\"", "\"expected_users\" : 30");
        Outcome unknown = scalelite.run("placement", "explain", "unknown");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("No placement of meeting id=unknown within a day");
    }

    @Test
    void dryRunChangesNothing() {
        List<String> before =
                scalelite.redis().commands().keys(scalelite.redis().keys().prefix() + "*");
        Outcome tried = scalelite.run("placement", "dry-run", "--size", "10", "--count", "3", "--zone", "north");
        assertThat(cells(tried).subList(0, 2))
                .containsExactly("SERVER MEETINGS LOAD BEFORE LOAD AFTER REASON", plain + " 3 20.0 50.0 chosen");
        assertThat(cells(tried)).contains(full + " 0 5.0 5.0 limit", spare + " 0 0.0 0.0 spare");
        assertThat(scalelite.redis().commands().keys(scalelite.redis().keys().prefix() + "*"))
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(scalelite.run("placement", "dry-run", "--tenant", "unknown").err())
                .contains("Couldn't find tenant with id=unknown");
    }

    @Test
    void settingsAreChangedAndWrittenToThePoolFile() {
        assertThat(scalelite
                        .run("servers", "update", full, "--max-meetings=", "--max-users", "200")
                        .exitCode())
                .isZero();
        String file = scalelite.run("servers", "yaml").out();
        assertThat(file).contains("    max_users: 200\n    zone: north\n", "    spare: true\n");
        assertThat(file).doesNotContain("max_meetings");
        assertThat(scalelite.runReading(file, "servers", "sync", "-").out()).contains("No changes");
        Outcome changed = scalelite.runReading(
                file.replace("    zone: north\n", "    zone: south\n"), "servers", "sync", "-", "--yes");
        assertThat(changed.out()).contains("~ " + full + ": zone north → south");
        assertThat(scalelite.redis().commands().hget(scalelite.redis().keys().of(RedisKey.SERVER_MEMORY, full), "zone"))
                .isEqualTo("south");
    }
}
