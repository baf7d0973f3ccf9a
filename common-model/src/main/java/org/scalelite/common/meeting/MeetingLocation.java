package org.scalelite.common.meeting;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/**
 * A meeting and the server it lives on.
 *
 * @param moderatorPassword the one that we gave BBB for the meeting; empty if there is none
 * @param voiceBridge empty in old records
 * @param at when this was so, by Redis' clock, in ms
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

    /** Whether the meeting can be entered. */
    public boolean serves() {
        return endpoint.online() && serverState != Server.State.DISABLED;
    }

    /** Whether its server is unavailable, and may come back with it. */
    public boolean waits() {
        return !endpoint.online() && serverState != Server.State.DISABLED;
    }

    @Override
    public String toString() {
        return meeting.meetingId() + " on " + server;
    }
}
