package org.scalelite.common.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** The server of a meeting, and the conditions on which its record is removed. */
class MeetingLocationTest {
    private static final ServerId SERVER = new ServerId("bbb1");

    private static MeetingLocation location(boolean online, Server.State state) {
        return new MeetingLocation(
                new MeetingKey(Optional.empty(), "room"),
                SERVER,
                new BbbEndpoint(URI.create("https://bbb1/api"), "secret", online),
                Optional.empty(),
                state,
                "mp",
                "12345",
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "true, ENABLED, true, false",
        "true, CORDONED, true, false",
        "true, DISABLED, false, false",
        "false, ENABLED, false, true",
        "false, CORDONED, false, true",
        "false, DISABLED, false, false"
    })
    void usersJoinOnlineServers(boolean online, Server.State state, boolean serves, boolean waits) {
        assertThat(location(online, state).serves()).isEqualTo(serves);
        assertThat(location(online, state).waits()).isEqualTo(waits);
    }

    @Test
    void textHasNoPasswords() {
        assertThat(location(true, Server.State.ENABLED)).hasToString("room on bbb1");
    }

    @Test
    void conditionsTellWhatTheServerMayHave() {
        Instant now = Instant.parse("2026-01-05T09:00:00Z");
        assertThat(ForgetCondition.on(SERVER))
                .isEqualTo(new ForgetCondition(SERVER, Optional.empty(), Optional.empty(), Optional.empty(), false));
        assertThat(ForgetCondition.ended(SERVER, now).andAssignedBefore(now.minusSeconds(60)))
                .isEqualTo(new ForgetCondition(
                        SERVER, Optional.of(now.minusSeconds(60)), Optional.of(now), Optional.empty(), false));
        assertThat(ForgetCondition.neverCreated(SERVER)).isEqualTo(ForgetCondition.unused(SERVER, Instant.EPOCH));
        assertThat(ForgetCondition.unused(SERVER, now).mayStillRun()).isTrue();
    }
}
