package org.scalelite.poller.cycle;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingProbe;
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
 * Meetings that a server shows and that belong to another one. A copy that was released while its server was unavailable is ended
 * once it is empty and the new one has users: the only meeting that the suite ever ends unasked (specification, section
 * 16.6). Where both have users, neither is ended; a warning tells the operator.
 */
@Singleton
record DoubleMeetings(MeetingDirectory meetings, ServerRegistry servers, ServerEvents events, BbbClient bbb) {
    private static final Logger LOG = LoggerFactory.getLogger(DoubleMeetings.class);

    /** Looks after meetings that {@code server} shows and that live elsewhere, as far as answers come in time. */
    public void settle(Server server, ServerReport report, List<Unexpected.Elsewhere> doubles, Deadline deadline) {
        if (doubles.isEmpty()) {
            return;
        }
        Map<MeetingKey, MeetingReport> here = report.meetings().stream()
                .collect(Collectors.toMap(MeetingReport::key, Function.identity(), (a, _) -> a));
        for (Unexpected.Elsewhere meeting : doubles) {
            MeetingReport copy = here.get(MeetingKey.of(meeting.tenant(), meeting.meetingId()));
            Optional<Server> home = servers.find(meeting.home());
            if (copy != null && home.isPresent()) {
                settle(server, home.get(), copy, deadline);
            }
        }
    }

    private void settle(Server server, Server home, MeetingReport copy, Deadline deadline) {
        if (copy.participants() > 0) {
            if (usersOn(home, copy, deadline).orElse(0) > 0 && meetings.recordSplit(copy.key(), server.id())) {
                String id = copy.key().meetingId();
                LOG.warn("Meeting {} has users on {} and on {}: end one of them", id, server, home);
            }
        } else if (isStaleCopy(server, copy)
                && usersOn(home, copy, deadline).orElse(0) > 0
                // The list is old by now: a user may have joined again.
                && usersOn(server, copy, deadline).equals(OptionalInt.of(0))) {
            end(server, home, copy, deadline);
        }
    }

    private boolean isStaleCopy(Server server, MeetingReport copy) {
        return !meetings.staleCopies(server.id(), List.of(copy.key())).isEmpty();
    }

    private void end(Server server, Server home, MeetingReport copy, Deadline deadline) {
        String id = copy.key().meetingId();
        CallParameters which = CallParameters.of("meetingID", id).with("password", copy.moderatorPassword());
        BbbReply reply = bbb.call(server.endpoint().withFullTimeout(), "end", which, Optional.empty(), deadline.left());
        if (reply.endsMeeting()) {
            LOG.info("The empty copy of meeting {} on {} was ended, as it runs on {}", id, server, home);
            events.write(server.id(), "meeting_ended", id + " runs on " + home.id());
        } else {
            LOG.warn("The empty copy of meeting {} on {} could not be ended: {}", id, server, reply);
        }
    }

    /** The users in a meeting on a server at this moment; empty if it does not say. */
    private OptionalInt usersOn(Server server, MeetingReport meeting, Deadline deadline) {
        String id = meeting.key().meetingId();
        return bbb.probe(server.endpoint().withFullTimeout(), id, deadline.left()) instanceof MeetingProbe.Found found
                ? found.participantCount()
                        .map(count -> OptionalInt.of(MeetingReport.count(count)))
                        .orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }
}
