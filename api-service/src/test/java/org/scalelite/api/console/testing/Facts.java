package org.scalelite.api.console.testing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;

/** Facts of servers that exist nowhere. */
public final class Facts {
    private Facts() {}

    /** A server whose load is the number of its users. */
    public static ServerFacts of(String name, Server.State state, String health, int users) {
        boolean online = !health.equals("offline");
        Server server = new Server(
                new ServerId(name),
                URI.create("https://" + name + ".example.org/bigbluebutton/api"),
                "secret",
                Optional.of("gpu"),
                state,
                online,
                1,
                online ? OptionalDouble.of(users) : OptionalDouble.empty(),
                new Server.Statistics(1, users, users, 0, Optional.of("3.0.4")),
                new Server.PollCounters(0, 0));
        return new ServerFacts(
                server,
                health,
                Optional.of(Instant.EPOCH),
                "no answer",
                Optional.of(Instant.EPOCH),
                Optional.of(Duration.ofMillis(20)),
                Optional.empty(),
                0,
                MeetingTotals.NONE);
    }
}
