package org.scalelite.poller.cycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.PollWritten.Unexpected;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.server.MeetingReport;
import org.scalelite.poller.server.ServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meetings that a server shows and that belong to another one. A copy that was released while its server was away is ended
 * once it is empty and the new one has users: the only meeting that the suite ever ends unasked (specification, section
 * 16.6). Where both have users, nobody is thrown out; an operator is told.
 */
public final class DoubleMeetings {
    private static final Logger LOG = LoggerFactory.getLogger(DoubleMeetings.class);

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final ServerEvents events;
    private final BbbClient bbb;

    public DoubleMeetings(MeetingDirectory meetings, ServerRegistry servers, ServerEvents events, BbbClient bbb) {
        this.meetings = meetings;
        this.servers = servers;
        this.events = events;
        this.bbb = bbb;
    }

    /** Looks after meetings that {@code server} shows and that live elsewhere. */
    public void settle(Server server, ServerReport report, List<Unexpected.Elsewhere> doubles) {
        if (doubles.isEmpty()) {
            return;
        }
        Map<MeetingKey, MeetingReport> here = report.meetings().stream()
                .collect(Collectors.toMap(MeetingReport::key, Function.identity(), (a, _) -> a));
        List<MeetingKey> keys = doubles.stream()
                .map(meeting -> MeetingKey.of(meeting.tenant(), meeting.meetingId()))
                .toList();
        List<MeetingKey> released = meetings.orphans(server.id(), keys);
        for (int i = 0; i < keys.size(); i++) {
            MeetingReport copy = here.get(keys.get(i));
            Optional<Server> home = servers.find(doubles.get(i).home());
            if (copy != null && home.isPresent() && users(home.get(), copy.key()) > 0) {
                settle(server, home.get(), copy, released.contains(copy.key()));
            }
        }
    }

    private void settle(Server server, Server home, MeetingReport copy, boolean released) {
        String id = copy.key().meetingId();
        if (copy.participants() > 0) {
            if (meetings.enterSplit(copy.key(), server.id())) {
                LOG.warn("Meeting {} has users on {} and on {}: end one of them", id, server, home);
            }
        } else if (released) {
            CallParameters which = CallParameters.of("meetingID", id).with("password", copy.moderatorPassword());
            BbbReply reply = bbb.call(server.endpoint(), "end", which);
            LOG.info("The empty copy of meeting {} on {} was ended, as it runs on {}: {}", id, server, home, reply);
            events.write(server.id(), "meeting_ended", id + " runs on " + home.id());
        }
    }

    private int users(Server home, MeetingKey meeting) {
        CallParameters which = CallParameters.of("meetingID", meeting.meetingId());
        return bbb.call(home.endpoint(), "getMeetingInfo", which) instanceof BbbReply.Success(byte[] xml)
                ? BbbXml.firstText(xml, "participantCount")
                        .map(MeetingReport::count)
                        .orElse(0L)
                        .intValue()
                : 0;
    }
}
