package org.scalelite.poller.cycle;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.server.HealthState;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.PollWritten;
import org.scalelite.common.server.PollWritten.Unexpected;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.cycle.PollCycle.Part;
import org.scalelite.poller.cycle.ServerPoller.PollResult;
import org.scalelite.poller.history.MeetingHistory;
import org.scalelite.poller.server.ServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One poll of one server: it is asked for its meetings, and what that means is written in one step. Meetings that a server
 * no longer lists are asked for once more, and forgotten; those of a server that has been unavailable for too long are released.
 */
@Singleton
record ServerPoll(
        ServerRegistry servers,
        MeetingDirectory meetings,
        MeetingsByServer known,
        ServerPoller poller,
        DoubleMeetings doubles,
        IsolationCheck isolation,
        PollMetrics metrics,
        MeetingHistory history,
        PollerConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPoll.class);

    /** How soon a server is asked again that has failed, or is just back. */
    private static final Duration RECHECK = Duration.ofSeconds(3);

    /**
     * What came of it.
     *
     * @param again when the server should be asked again, if that is sooner than an interval
     */
    record Outcome(
            Server server,
            boolean reached,
            HealthState healthState,
            Optional<Duration> again,
            int endedMeetings,
            String problem) {}

    Outcome take(Server server, PollLease lease, Set<Part> parts) {
        long askedAt = System.nanoTime();
        PollResult result = poller.poll(server);
        metrics.polled(server, result, Duration.ofNanos(System.nanoTime() - askedAt));
        return switch (result) {
            case PollResult.Missed missed -> missed(server, lease, missed, askedAt, parts);
            case PollResult.Postponed(String reason) ->
                new Outcome(server, false, healthState(server, lease), Optional.of(RECHECK), 0, reason);
            case PollResult.Reached reached -> reached(server, lease, reached, parts);
        };
    }

    private Outcome missed(Server server, PollLease lease, PollResult.Missed missed, long askedAt, Set<Part> parts) {
        Optional<PollRecord.Silence> silence = missed.silent()
                ? Optional.of(
                        new PollRecord.Silence(isolation.afterSilence(server.endpoint(), askedAt), missed.sentAt()))
                : Optional.empty();
        // Real traffic may have failed too while the server was asked.
        Server now = servers.find(server.id()).orElse(server);
        HealthState before = healthState(now, lease);
        HealthState after = config.policy().afterBad(before, timeInState(before, lease));
        if (parts.contains(Part.SERVERS)) {
            after = written(server, lease, new PollRecord.Bad(after, missed.reason(), silence), before);
        }
        boolean isolated = silence.filter(PollRecord.Silence::pollerIsolated).isPresent();
        return new Outcome(server, false, after, again(after, missed, isolated), 0, missed.reason());
    }

    /** The health state of the server after a poll that failed. */
    private HealthState written(Server server, PollLease lease, PollRecord.Bad bad, HealthState before) {
        PollWritten written = write(server, lease, bad, bad.reason());
        if (written instanceof PollWritten.Withheld(String health, boolean _)) {
            return switch (health) {
                case "suspect" -> new HealthState.Suspect(1);
                case "offline" -> new HealthState.Offline(0);
                default -> before;
            };
        }
        if (bad.healthState() instanceof HealthState.Released && written instanceof PollWritten.Written) {
            release(server, lease);
        }
        return bad.healthState();
    }

    /** An isolated poller asks some servers soon, and not all. Others are given the time to say whom they reach. */
    static Optional<Duration> again(HealthState after, PollResult.Missed missed, boolean isolated) {
        return switch (after) {
            case HealthState.Suspect(int badPolls) when badPolls == 1 && !missed.silent() -> Optional.of(Duration.ZERO);
            case HealthState.Suspect _, HealthState.Offline _ -> isolated ? Optional.empty() : Optional.of(RECHECK);
            case HealthState.Healthy _, HealthState.SlowStart _, HealthState.Released _ -> Optional.empty();
        };
    }

    private static HealthState healthState(Server server, PollLease lease) {
        return HealthState.of(server.online(), server.health(), lease.remembered());
    }

    private static Duration timeInState(HealthState healthState, PollLease lease) {
        return healthState.text().equals(lease.remembered()) ? lease.timeInState() : Duration.ZERO;
    }

    private void release(Server server, PollLease lease) {
        List<KnownMeeting> waiting = known.on(server.id());
        if (!waiting.isEmpty()) {
            meetings.release(lease, waiting)
                    .forEach(meeting -> LOG.warn(
                            "Meeting {} is released, as {} did not come back: its next create opens it elsewhere",
                            meeting.meetingId(),
                            server));
        }
    }

    private Outcome reached(Server server, PollLease lease, PollResult.Reached reached, Set<Part> parts) {
        HealthState before = healthState(server, lease);
        HealthState after = config.policy().afterGood(before, timeInState(before, lease));
        boolean back = after.online() && !before.online();
        Optional<String> version = parts.contains(Part.VERSIONS) ? poller.version(server, back) : Optional.empty();
        // What is asked besides may take as long as the poll itself, and no longer.
        Deadline deadline = poller.deadline(server);
        if (parts.contains(Part.SERVERS)) {
            if (!(write(server, lease, good(server, reached, after, version), "")
                    instanceof PollWritten.Written written)) {
                return new Outcome(server, true, after, Optional.empty(), 0, "");
            }
            history.seen(server, reached.report(), reached.sentAt());
            poller.certificateExpiry(server).ifPresent(expiry -> servers.recordCertificate(server.id(), expiry));
            look(server, reached.report(), written.unexpected(), deadline);
        } else {
            version.ifPresent(read -> servers.recordVersion(server.id(), read));
        }
        // A server that was unavailable has lost a meeting only if two polls in a row do not list it.
        boolean steady = before instanceof HealthState.Healthy || before instanceof HealthState.SlowStart;
        Ended ended =
                parts.contains(Part.MEETINGS) && steady ? forgetEnded(server, lease, reached, deadline) : Ended.NONE;
        Optional<Duration> again = steady && ended.complete() ? Optional.empty() : Optional.of(RECHECK);
        return new Outcome(server, true, after, again, ended.meetings(), "");
    }

    private PollRecord good(
            Server server, PollResult.Reached reached, HealthState healthState, Optional<String> version) {
        ServerReport report = reached.report();
        Map<String, Integer> expected = servers.expectedUsers(server.id());
        return new PollRecord.Good(
                healthState,
                config.load().load(report, server.loadMultiplier(), reached.sentAt(), expected),
                report.statistics(version),
                report.totals(),
                reached.sentAt(),
                config.timeToLive(),
                config.ended().minimumAge(),
                config.policy().slowStart(),
                report.forRegistry(meeting -> config.load().usersLeft(meeting, reached.sentAt(), expected)));
    }

    private void look(Server server, ServerReport report, List<Unexpected> unexpected, Deadline deadline) {
        unexpected.stream()
                .filter(Unexpected.Adopted.class::isInstance)
                .forEach(meeting -> LOG.warn(
                        "Meeting {} runs on {} and was in no record: it is in one now", meeting.meetingId(), server));
        doubles.settle(
                server,
                report,
                unexpected.stream()
                        .filter(Unexpected.Elsewhere.class::isInstance)
                        .map(Unexpected.Elsewhere.class::cast)
                        .toList(),
                deadline);
    }

    /**
     * What was forgotten.
     *
     * @param complete false if the server did not answer all questions in time; the rest is for its next poll
     */
    private record Ended(int meetings, boolean complete) {
        static final Ended NONE = new Ended(0, true);
    }

    private Ended forgetEnded(Server server, PollLease lease, PollResult.Reached reached, Deadline deadline) {
        Instant youngSince = config.ended().youngSince(reached.sentAt());
        ForgetCondition condition = ForgetCondition.ended(server.id(), reached.sentAt())
                .andAssignedBefore(youngSince)
                .andLeased(lease);
        int forgotten = 0;
        for (KnownMeeting meeting : config.ended().among(known.on(server.id()), reached.report(), reached.sentAt())) {
            // The list may be a moment older than the meeting, so the server is asked for this one.
            MeetingProbe probe = poller.probe(server, meeting.key().meetingId(), deadline);
            if (probe instanceof MeetingProbe.NoAnswer) {
                return new Ended(forgotten, false);
            }
            if (probe instanceof MeetingProbe.NotFound && meetings.forget(meeting.key(), condition)) {
                forgotten++;
                LOG.info("Meeting {} on server {} has ended", meeting.key().meetingId(), server);
            }
        }
        return new Ended(forgotten, true);
    }

    private PollWritten write(Server server, PollLease lease, PollRecord record, String reason) {
        PollWritten outcome = servers.recordPoll(lease, record);
        switch (outcome) {
            case PollWritten.Written written -> {
                logDrained(server, written);
                if (written.healthStateChanged()) {
                    logHealthState(
                            server, record.healthState(), lease.remembered().isEmpty(), reason);
                }
            }
            case PollWritten.Withheld withheld -> logWithheld(server, withheld, reason);
            case PollWritten.Stale() -> LOG.info("Another poller has {} by now; what it answered is dropped", server);
            case PollWritten.Removed() -> LOG.debug("{} was removed while it was polled", server);
        }
        return outcome;
    }

    private static void logWithheld(Server server, PollWritten.Withheld withheld, String reason) {
        if (withheld.healthChanged()) {
            LOG.warn("Server {} is {}, as far as this poller alone can tell: {}", server, withheld.health(), reason);
        }
    }

    private static void logDrained(Server server, PollWritten.Written written) {
        if (written.state() == Server.State.DISABLED && server.state() == Server.State.CORDONED) {
            LOG.info("Server {} is drained and disabled: its last meeting is over", server);
        }
    }

    /** A change of health; a server that was never seen online has no meetings that could be released. */
    private static void logHealthState(Server server, HealthState healthState, boolean neverSeen, String reason) {
        switch (healthState) {
            case HealthState.Healthy _ -> LOG.info("Server {} is healthy", server);
            case HealthState.SlowStart _ -> LOG.info("Server {} is online; its share of new meetings grows", server);
            case HealthState.Suspect _ -> LOG.warn("Server {} is suspect and gets no new meetings: {}", server, reason);
            case HealthState.Offline _ ->
                LOG.warn("Server {} is offline; its meetings wait for it: {}", server, reason);
            case HealthState.Released _ when neverSeen -> LOG.warn("Server {} is offline: {}", server, reason);
            case HealthState.Released _ -> LOG.warn("Server {} is offline, and its meetings are released", server);
        }
    }
}
