package org.scalelite.simulator.meeting;

import java.util.Map;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;

/** Meetings that are there from the start, for measurements (BBB API reference, sections 4.2 and 9). */
public record SeededMeetings(int perServer, int usersPerMeeting) {

    /** Meetings that stay although they may have no users. */
    private static final String YEAR_IN_MINUTES = "525600";

    public SeededMeetings {
        if (perServer < 0 || usersPerMeeting < 0) {
            throw new IllegalArgumentException("The numbers of meetings and users must not be negative");
        }
    }

    public void create(SimulatedPool pool) {
        for (int server = 1; server <= pool.servers().size(); server++) {
            for (int meeting = 1; meeting <= perServer; meeting++) {
                create(pool.server(server - 1), "seed-" + server + "-" + meeting);
            }
        }
    }

    private void create(SimulatedBbbServer server, String id) {
        server.createMeeting(
                id,
                Map.of(
                        "name",
                        "Seeded meeting " + id,
                        "meetingExpireIfNoUserJoinedInMinutes",
                        YEAR_IN_MINUTES,
                        "meetingExpireWhenLastUserLeftInMinutes",
                        YEAR_IN_MINUTES,
                        "meta_bbb-origin",
                        "Simulator",
                        "meta_bbb-origin-server-name",
                        server.name(),
                        "meta_bbb-context",
                        "Course of " + id));
        if (usersPerMeeting > 0) {
            server.connectUsers(id, 1, usersPerMeeting - 1);
        }
    }
}
