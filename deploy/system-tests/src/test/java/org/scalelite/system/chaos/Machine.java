package org.scalelite.system.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.common.server.ServerId;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.control.Fault;
import org.scalelite.simulator.meeting.SimulatedMeeting;

/** A BBB server, the network to it, and its place in the registry. */
final class Machine implements AutoCloseable {
    private static final int MOST_USERS = 6;

    private final SimulatedBbbServer server;
    private final PollWatch polls = new PollWatch();
    private final Link link;
    /** The way of each poller, which has a network of its own. */
    private final Map<PollerNetwork, Link> ofPollers = new EnumMap<>(PollerNetwork.class);

    private final ServerId id;
    private volatile boolean dead;

    Machine(SimulatedBbbServer server) {
        this.server = server;
        this.link = new Link(server.port(), polls);
        for (PollerNetwork network : PollerNetwork.values()) {
            ofPollers.put(network, new Link(link, network.address()));
        }
        this.id = new ServerId(server.name());
    }

    ServerId id() {
        return id;
    }

    /** Where the suite finds it. */
    URI url() {
        return URI.create("http://" + PollerNetwork.SERVERS + ":" + link.port()
                + server.apiUrl().getPath());
    }

    boolean isAt(URI address) {
        return address.getPort() == link.port();
    }

    String secret() {
        return server.secret();
    }

    PollWatch polls() {
        return polls;
    }

    List<SimulatedMeeting> meetings() {
        return server.meetings();
    }

    Optional<SimulatedMeeting> meeting(String meetingId) {
        return server.meeting(meetingId);
    }

    void forgetRequests() {
        server.dropRequestLog();
    }

    /** The meetings that the suite has ended, or tried to. */
    List<String> ended() {
        return server.requests("end").stream()
                .map(request -> request.parameters().getOrDefault("meetingID", ""))
                .toList();
    }

    /** A user's browser comes to a meeting; false if the machine does not have it. */
    boolean visit(String meetingId, boolean moderator) {
        Optional<SimulatedMeeting> meeting = server.meeting(meetingId);
        try {
            if (meeting.isPresent()
                    && meeting.get().moderators() + meeting.get().viewers() < MOST_USERS) {
                server.connectUsers(meetingId, moderator ? 1 : 0, moderator ? 0 : 1);
            }
        } catch (IllegalArgumentException _) {
            return false;
        }
        return meeting.isPresent();
    }

    /** A moderator ends the meeting in the client. */
    void endMeeting(String meetingId) {
        try {
            server.endMeeting(meetingId);
        } catch (IllegalArgumentException _) {
            // It is over already.
        }
    }

    /** Packets to it and from it are lost; its users notice nothing. */
    void cut() {
        links().forEach(Link::cut);
    }

    /** The same for one poller only. */
    void cutFrom(PollerNetwork poller) {
        Objects.requireNonNull(ofPollers.get(poller)).cut();
    }

    private Stream<Link> links() {
        return Stream.concat(Stream.of(link), ofPollers.values().stream());
    }

    /** Its address refuses connections; its users notice nothing. */
    void refuse() {
        links().forEach(Link::refuse);
    }

    /** It can be reached again. */
    void repair() {
        links().forEach(Link::repair);
    }

    /** Pulls the plug: no answer, and all meetings are gone. */
    void powerOff() {
        dead = true;
        cut();
        server.crash();
    }

    /** Its BBB dies with all meetings; the machine refuses connections. */
    void crash() {
        refuse();
        server.crash();
    }

    /** It runs, without meetings. */
    void restart() {
        server.restartEmpty();
        repair();
        dead = false;
    }

    /** Whether the plug is pulled. */
    boolean isDead() {
        return dead;
    }

    /** Answers everything after this time. */
    void slowDown(Duration time) {
        server.inject(new Fault.Delay(time));
    }

    /** Answers polls after this time. */
    void slowDownPolls(Duration time) {
        server.inject(new Fault.Delay(time), "getMeetings");
    }

    /** Answers no create any more, and everything else. */
    void hangCreates() {
        server.inject(new Fault.Hang(), "create");
    }

    void recover() {
        server.recover();
    }

    @Override
    public String toString() {
        return server.name();
    }

    @Override
    public void close() {
        links().forEach(Link::close);
    }
}
