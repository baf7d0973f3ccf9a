package org.scalelite.poller.cycle;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.server.MeetingListReader;

/** Asks one server, with one call for all its meetings. */
final class ServerPoller {
    private final BbbClient bbb;
    private final ServerRegistry servers;

    ServerPoller(BbbClient bbb, ServerRegistry servers) {
        this.bbb = bbb;
        this.servers = servers;
    }

    PollResult poll(Server server) {
        Instant sentAt = servers.now();
        return switch (bbb.fetch(server.endpoint().patient(), "getMeetings", CallParameters.none())) {
            case BbbClient.Fetched.Document(byte[] xml) -> read(xml, sentAt);
            case BbbClient.Fetched.Failure(var reply) -> new PollResult.Missed(reply.toString());
            case BbbClient.Fetched.Overloaded(String reason) -> new PollResult.Missed(reason);
        };
    }

    private static PollResult read(byte[] xml, Instant sentAt) {
        try {
            return new PollResult.Reached(MeetingListReader.read(xml), sentAt);
        } catch (MeetingListReader.UnreadableException e) {
            return new PollResult.Missed(String.valueOf(e.getMessage()));
        }
    }

    /** The release of BBB that the server runs, a blank one if it keeps that to itself; empty if it did not answer. */
    Optional<String> version(Server server) {
        return switch (bbb.fetchIndex(server.endpoint().patient())) {
            case BbbClient.Fetched.Document(byte[] xml) ->
                Optional.of(BbbXml.firstText(xml, "bbbVersion").orElse(""));
            case BbbClient.Fetched.Failure _, BbbClient.Fetched.Overloaded _ -> Optional.empty();
        };
    }
}
