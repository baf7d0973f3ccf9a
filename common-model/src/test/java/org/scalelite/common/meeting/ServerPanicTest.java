package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.ServerPanic.Options;
import org.scalelite.common.meeting.ServerPanic.Report;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;

class ServerPanicTest {
    private final TestRegistry registry = new TestRegistry();
    private final SimulatedPool pool = SimulatedPool.start(1);
    private final SimulatedBbbServer bbb = pool.servers().getFirst();
    private final BbbClient client = new BbbClient(BbbClientConfig.of(Settings.of(registry.environment())));
    private final ServerPanic panic = new ServerPanic(registry.servers(), registry.meetings(), client);
    private final ServerId server = registry.online(bbb.apiUrl(), bbb.secret());

    @AfterEach
    void close() {
        client.close();
        pool.close();
        registry.close();
    }

    private MeetingKey meeting(String id) {
        MeetingKey key = new MeetingKey(Optional.empty(), id);
        var request = new PlacementRequest(
                "modpw", 1, TagRequirement.none(), List.of("7" + id.hashCode()), Optional.empty(), Duration.ofHours(1));
        MeetingLocation location = ((Assignment.Created) registry.meetings().assign(key, request)).location();
        CallParameters create =
                CallParameters.of("meetingID", id).with("moderatorPW", "modpw").with("name", id);
        assertThat(client.call(location.endpoint(), "create", create)).isInstanceOf(BbbReply.Success.class);
        return key;
    }

    @Test
    void disablesTheServerAndEndsItsMeetings() {
        MeetingKey one = meeting("room-1");
        MeetingKey two = meeting("room-2");
        assertThat(bbb.meetings()).hasSize(2);

        assertThat(panic.panic(server, new Options(false, false))).contains(new Report(2, 0));

        assertThat(bbb.meetings()).isEmpty();
        assertThat(registry.meetings().find(one)).isEmpty();
        assertThat(registry.meetings().find(two)).isEmpty();
        assertThat(registry.servers().find(server).orElseThrow().state()).isEqualTo(Server.State.DISABLED);
    }

    @Test
    void removesMeetingsThatCannotBeEnded() {
        meeting("room-1");
        bbb.inject(new Fault.RefuseConnections());
        assertThat(panic.panic(server, new Options(true, false))).contains(new Report(1, 1));
        assertThat(registry.meetings().all()).isEmpty();
        assertThat(registry.servers().find(server).orElseThrow().state()).isEqualTo(Server.State.ENABLED);
    }

    @Test
    void sendsNothingWithoutEndCalls() {
        meeting("room-1");
        assertThat(panic.panic(server, new Options(false, true))).contains(new Report(1, 0));
        assertThat(bbb.meetings()).hasSize(1);
        assertThat(registry.meetings().all()).isEmpty();
    }

    @Test
    void unknownServerIsNotFound() {
        assertThat(panic.panic(new ServerId("unknown"), new Options(false, false)))
                .isEmpty();
    }

    @Test
    void endsOneMeeting() {
        MeetingKey one = meeting("room-1");
        MeetingKey two = meeting("room-2");
        MeetingEnd end = new MeetingEnd(registry.meetings(), client);
        assertThat(end.end(one)).isEqualTo(new MeetingEnd.Result.Ended());
        assertThat(end.end(one)).isEqualTo(new MeetingEnd.Result.NotFound());
        bbb.inject(new Fault.RefuseConnections());
        assertThat(end.end(two)).isInstanceOf(MeetingEnd.Result.Failed.class);
        assertThat(registry.meetings().find(two)).isPresent();
    }
}
