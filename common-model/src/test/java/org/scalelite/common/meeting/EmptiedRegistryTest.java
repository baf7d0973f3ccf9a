package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.stores.RedisServer;

/** Placement and lookup of meetings while polls fill a lost registry again. */
class EmptiedRegistryTest {
    private static final MeetingKey MEETING = new MeetingKey(Optional.empty(), "room");

    private final TestRegistry registry = new TestRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    private ServerId server(String name) {
        return registry.online(URI.create("https://" + name + ".example.org/bigbluebutton/api"), "s");
    }

    private Assignment create() {
        return registry.meetings()
                .assign(
                        MEETING,
                        new PlacementRequest(
                                "mp",
                                10,
                                TagRequirement.none(),
                                List.of("71111"),
                                Optional.empty(),
                                Duration.ofDays(1)));
    }

    @Test
    void cordonedServerDoesNotConfirmOthers() {
        ServerId first = server("first");
        ServerId second = server("second");
        ServerId cordoned = server("cordoned");
        registry.servers().changeState(cordoned, Server.State.CORDONED);
        registry.offline(first);
        registry.offline(second);
        registry.poll(first, 0);
        assertThat(create()).isEqualTo(new Assignment.NotYet());
        registry.poll(second, 0);
        assertThat(create()).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void doesNotWaitForRemovedOrDisabledServers() {
        ServerId first = server("first");
        ServerId disabled = server("disabled");
        ServerId removed = server("removed");
        List.of(first, disabled, removed).forEach(registry::offline);
        registry.poll(first, 0);
        assertThat(create()).isEqualTo(new Assignment.NotYet());
        registry.servers().changeState(disabled, Server.State.DISABLED);
        assertThat(create()).isEqualTo(new Assignment.NotYet());
        registry.servers().remove(removed, true);
        assertThat(create()).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void doesNotWaitForAServerBesideOthers() {
        ServerId dead = server("dead");
        ServerId back = server("back");
        server("well");
        registry.offline(dead);
        registry.offline(back);
        registry.poll(back, 0);
        assertThat(create()).isInstanceOf(Assignment.Created.class);
    }

    @Test
    void unconfirmedMeetingMayRun() {
        assertThat(registry.meetings().lookUp(MEETING)).as("no servers").isEqualTo(new Admission.Unsure(false));
        ServerId first = server("first");
        ServerId second = server("second");
        assertThat(registry.meetings().lookUp(MEETING)).isEqualTo(new Admission.NoMeeting());
        registry.offline(first);
        registry.offline(second);
        registry.poll(first, 0);
        assertThat(registry.meetings().lookUp(MEETING))
                .as("one is being polled")
                .isEqualTo(new Admission.Unsure(true));
        registry.poll(second, 0);
        assertThat(registry.meetings().lookUp(MEETING)).isEqualTo(new Admission.NoMeeting());
    }

    @Test
    void serverClockDoesNotChangeMeetingAge() {
        ServerId server = server("fast");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        registry.poll(server, 1, List.of(new PollRecord.Meeting("", "room", 1, true, "", "mp", tomorrow)));
        assertThat(registry.meetings().all())
                .singleElement()
                .satisfies(meeting -> assertThat(meeting.assignedAt()).isBefore(tomorrow.minusSeconds(60)));
    }

    @Test
    void pollsWithoutPublishPermission() {
        try (RedisServer redis = RedisServer.start();
                TestRegistry admin = new TestRegistry(redis.url())) {
            admin.redis()
                    .commands()
                    .aclSetuser(
                            "suite",
                            AclSetuserArgs.Builder.on()
                                    .addPassword("secret")
                                    .allKeys()
                                    .allCommands());
            try (TestRegistry limited = new TestRegistry("redis://suite:secret@127.0.0.1:" + redis.port() + "/0")) {
                ServerId server = limited.online(URI.create("https://a.example.org/bigbluebutton/api"), "s");
                ServerId other = limited.online(URI.create("https://b.example.org/bigbluebutton/api"), "s");
                assertThat(limited.load(server)).isPresent();
                limited.servers().reportFailure(server, "refused");
                assertThat(limited.load(server)).as("excluded from placement").isEmpty();
                assertThat(limited.load(other)).isPresent();
            }
        }
    }
}
