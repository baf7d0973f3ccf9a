package org.scalelite.cli.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;

/** Meetings are shown and ended, over simulated BBB servers. */
final class MeetingsCommandTest {
    @AutoClose
    private static SimulatedPool pool;

    private final CommandLineFixture scalelite = new CommandLineFixture();
    private String first;
    private String second;

    @BeforeAll
    static void start() {
        pool = SimulatedPool.start(2);
    }

    @BeforeEach
    void fill() {
        first = add(0);
        second = add(1);
        pool.server(0).createMeeting("math", Map.of("name", "Mathematics", "moderatorPW", "mp"));
        pool.server(0).createMeeting("physics", Map.of("name", "Physics", "moderatorPW", "mp"));
        scalelite.putMeeting("math", first);
        scalelite.putMeeting("physics", first);
    }

    private String add(int number) {
        String id = CommandLineFixture.idIn(scalelite.run(
                "servers",
                "add",
                pool.server(number).apiUrl().toString(),
                pool.server(number).secret()));
        scalelite.run("servers", "enable", id);
        scalelite.putPoll(id, 0, Map.of());
        return id;
    }

    @AfterEach
    void close() {
        pool.servers().forEach(server -> {
            server.recover();
            server.restartEmpty();
        });
        scalelite.close();
    }

    private boolean isKnown(String meeting) {
        return scalelite.redis().commands().exists(scalelite.redis().keys().of(RedisKey.MEETING, meeting)) == 1;
    }

    @Test
    void infoShowsAnswerOfServer() {
        pool.server(0).connectUsers("math", 1, 2);

        Outcome info = scalelite.run("meetings", "info", "math");

        assertThat(info.exitCode()).as(info.err()).isZero();
        assertThat(info.out())
                .startsWith("id: math\n")
                .contains(
                        "\tserver_id: " + first,
                        "\tserver_state: enabled",
                        "\tvoice_bridge: 123456789",
                        "\tmeetingName: Mathematics",
                        "\tparticipantCount: 3",
                        "\tmoderatorCount: 1")
                .doesNotContain("mp\n");
        assertThat(scalelite.run("meetings", "info", "math", "--json").out()).contains("\"running\" : \"true\"");
    }

    @Test
    void infoShowsRegistryIfServerIsUnreachable() {
        pool.server(0).inject(new Fault.RefuseConnections());

        Outcome info = scalelite.run("meetings", "info", "math");

        assertThat(info.exitCode()).isEqualTo(1);
        assertThat(info.out()).contains("\tserver_id: " + first);
        assertThat(info.err()).startsWith("Its server does not tell of it: ");
        assertThat(scalelite.run("meetings", "info", "nothing"))
                .isEqualTo(new Outcome(1, "", "Couldn't find meeting with id=nothing\n"));
    }

    @Test
    void endsMeetingAtServerAndForgetsIt() {
        Outcome ended = scalelite.run("meetings", "end", "--yes", "math", "nothing");

        assertThat(ended).isEqualTo(new Outcome(1, "OK\n", "Couldn't find meeting with id=nothing\n"));
        assertThat(pool.server(0).meeting("math")).isEmpty();
        assertThat(pool.server(0).meeting("physics")).isPresent();
        assertThat(isKnown("math")).isFalse();
        assertThat(scalelite.run("audit", "--subject=math").out())
                .contains("cli:ada@test", "meeting.end", "server: " + first + " → gone");
    }

    @Test
    void endsAllMeetings() {
        assertThat(scalelite.run("meetings", "end", "--yes").exitCode()).isEqualTo(2);
        assertThat(scalelite.run("meetings", "end", "--yes", "--all", "math").exitCode())
                .isEqualTo(2);
        assertThat(scalelite
                        .run("meetings", "end", "--yes", "--all", "--tenant=t-1")
                        .out())
                .isEmpty();
        assertThat(isKnown("math")).isTrue();

        assertThat(scalelite.run("meetings", "end", "--yes", "--all").exitCode())
                .isZero();
        assertThat(isKnown("math")).isFalse();
        assertThat(pool.server(0).meetings()).isEmpty();
    }

    @Test
    void keepsMeetingThatServerDoesNotEnd() {
        pool.server(0).inject(new Fault.RefuseConnections());

        Outcome failed = scalelite.run("meetings", "end", "--yes", "math");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("Meeting math was not ended by its server " + first);
        assertThat(isKnown("math")).isTrue();
        assertThat(scalelite.run("meetings", "end", "math").err()).contains("There is no terminal");
    }

    @Test
    void meetingIdOfTwoTenantsNeedsTenant() {
        var redis = scalelite.redis().commands();
        var keys = scalelite.redis().keys();
        redis.sadd(keys.of(RedisKey.TENANT_MEETINGS), "t-1:math");
        redis.sadd(keys.of(RedisKey.MEETING_TENANTS, "math"), "t-1");
        redis.hset(
                keys.of(RedisKey.TENANT_MEETING, "t-1" + ":" + "math"),
                Map.of("server_id", second, "moderator_pw", "mp", "tenant_id", "t-1"));
        pool.server(1).createMeeting("math", Map.of("moderatorPW", "mp"));

        Outcome ambiguous = scalelite.run("meetings", "end", "--yes", "math");
        assertThat(ambiguous.exitCode()).isEqualTo(2);
        assertThat(ambiguous.err()).isEqualTo("2 tenants have a meeting with id=math: name one with --tenant\n");

        assertThat(scalelite
                        .run("meetings", "end", "--yes", "--tenant=t-1", "math")
                        .exitCode())
                .isZero();
        assertThat(pool.server(1).meeting("math")).isEmpty();
        assertThat(pool.server(0).meeting("math")).isPresent();
        assertThat(isKnown("math")).isTrue();
    }

    @Test
    void panicEndsMeetingsOfOneServer() {
        pool.server(1).createMeeting("art", Map.of("moderatorPW", "mp"));
        scalelite.putMeeting("art", second);

        assertThat(scalelite.run("servers", "panic", "--yes", first)).isEqualTo(new Outcome(0, "OK\n", ""));

        assertThat(pool.server(0).meetings()).isEmpty();
        assertThat(pool.server(1).meeting("art")).isPresent();
        assertThat(isKnown("math")).isFalse();
        assertThat(isKnown("art")).isTrue();
        assertThat(scalelite.redis().commands().hget(scalelite.redis().keys().of(RedisKey.SERVER, first), "state"))
                .isEqualTo("disabled");
    }

    @Test
    void listsRunningMeetingsDespiteUnreachableServer() {
        pool.server(1).createMeeting("alone", Map.of("name", "Not <ours>", "moderatorPW", "mp"));

        Outcome all = scalelite.run("servers", "meeting-list");
        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(all.out())
                .contains(
                        "id: " + first,
                        "\tmeetings: 2",
                        "\t\tmath (Mathematics, 0 users)",
                        "\t\talone (Not <ours>, 0 users)");
        assertThat(scalelite.run("servers", "meeting-list", second, "--json").out())
                .contains("\"meeting_id\" : \"alone\"")
                .doesNotContain("math");

        pool.server(0).inject(new Fault.RefuseConnections());
        Outcome some = scalelite.run("servers", "meeting-list");
        assertThat(some.exitCode()).isEqualTo(1);
        assertThat(some.out()).contains("alone").doesNotContain("math");
        assertThat(some.err()).contains("Server " + first).contains("does not list its meetings");
    }
}
