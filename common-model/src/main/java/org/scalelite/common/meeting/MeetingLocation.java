package org.scalelite.common.meeting;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/**
 * A meeting and its server.
 *
 * @param moderatorPassword sent to BBB; empty if there is none
 * @param voiceBridge empty in old records
 * @param at when it was read, by the clock of Redis, in ms
 */
public record MeetingLocation(
        MeetingKey meeting,
        ServerId server,
        BbbEndpoint endpoint,
        Optional<String> serverTag,
        Server.State serverState,
        String moderatorPassword,
        String voiceBridge,
        Instant at) {

    /** Whether users can join the meeting. */
    public boolean serves() {
        return endpoint.online() && serverState != Server.State.DISABLED;
    }

    /** Whether its server is unavailable and may return with the meeting. */
    public boolean waits() {
        return !endpoint.online() && serverState != Server.State.DISABLED;
    }

    @Override
    public String toString() {
        return meeting.meetingId() + " on " + server;
    }
}
