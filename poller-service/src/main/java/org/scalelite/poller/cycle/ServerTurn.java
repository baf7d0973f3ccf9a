package org.scalelite.poller.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.poller.cycle.PollCycle.Part;
import org.scalelite.poller.server.HealthThreshold.Change;
import org.scalelite.poller.server.MeetingReport;
import org.scalelite.poller.server.ServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to one server in a cycle. */
final class ServerTurn {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTurn.class);

    /** A release changes with a restart, which a poll may not notice, so it is read again now and then. */
    private static final Duration VERSION_LIFE = Duration.ofMinutes(10);

    private final ServerRegistry servers;
    private final MeetingDirectory meetings;
    private final BbbClient bbb;
    private final ServerPoller poller;
    private final PollerConfig config;
    private final Map<ServerId, Long> versionReadAt = new ConcurrentHashMap<>();

    ServerTurn(ServerRegistry servers, MeetingDirectory meetings, BbbClient bbb, PollerConfig config) {
        this.servers = servers;
        this.meetings = meetings;
        this.bbb = bbb;
        this.poller = new ServerPoller(bbb, servers);
        this.config = config;
    }

    /** What came of it. */
    record Outcome(Server server, boolean reached, boolean online, int endedMeetings, String problem) {}

    Outcome take(Server server, List<KnownMeeting> known, Set<Part> parts) {
        return switch (poller.poll(server)) {
            case PollResult.Missed(String reason) -> missed(server, reason, parts);
            case PollResult.Reached reached -> reached(server, reached, known, parts);
        };
    }

    private Outcome missed(Server server, String reason, Set<Part> parts) {
        // A strike may have been counted while the server was asked.
        Server now = servers.find(server.id()).orElse(server);
        Change change = config.threshold().afterBad(now.online(), now.health());
        if (parts.contains(Part.SERVERS)) {
            write(server, new PollRecord.Bad(change.online(), change.health()));
            report(server, change, reason);
        }
        return new Outcome(server, false, change.online(), 0, reason);
    }

    private Outcome reached(Server server, PollResult.Reached reached, List<KnownMeeting> known, Set<Part> parts) {
        Change change = config.threshold().afterGood(server.online(), server.health());
        Optional<String> version = parts.contains(Part.VERSIONS) ? version(server, change) : Optional.empty();
        if (parts.contains(Part.SERVERS)) {
            write(server, good(server, reached, known, change, version));
            report(server, change, "");
        } else {
            version.ifPresent(read -> servers.recordVersion(server.id(), read));
        }
        int ended = parts.contains(Part.MEETINGS) ? forgetEnded(server, reached, known) : 0;
        return new Outcome(server, true, change.online(), ended, "");
    }

    private PollRecord good(
            Server server,
            PollResult.Reached reached,
            List<KnownMeeting> known,
            Change change,
            Optional<String> version) {
        ServerReport report = reached.report();
        return new PollRecord.Good(
                change.online(),
                change.health(),
                config.load().load(report, server.loadMultiplier(), reached.sentAt()),
                report.statistics(version),
                reached.sentAt(),
                recordsOf(report, known));
    }

    private static Map<String, Integer> recordsOf(ServerReport report, List<KnownMeeting> known) {
        Map<MeetingKey, String> records = new HashMap<>();
        known.forEach(meeting -> records.put(meeting.key(), meeting.record()));
        return report.meetings().stream()
                .filter(meeting -> records.containsKey(meeting.key()))
                .collect(Collectors.toMap(
                        meeting -> records.get(meeting.key()), MeetingReport::participants, Integer::sum));
    }

    private Optional<String> version(Server server, Change change) {
        long now = System.nanoTime();
        Long readAt = versionReadAt.get(server.id());
        boolean fresh = readAt != null && now - readAt < VERSION_LIFE.toNanos();
        if (fresh && !(change instanceof Change.CameOnline)) {
            return Optional.empty();
        }
        Optional<String> version = poller.version(server);
        version.ifPresent(_ -> versionReadAt.put(server.id(), now));
        return version.filter(release -> !release.isEmpty());
    }

    private int forgetEnded(Server server, PollResult.Reached reached, List<KnownMeeting> known) {
        Instant youngSince = config.ended().youngSince(reached.sentAt());
        int forgotten = 0;
        for (KnownMeeting meeting : config.ended().among(known, reached.report(), reached.sentAt())) {
            if (isGone(server, meeting) && meetings.forgetOlder(meeting.key(), server.id(), youngSince)) {
                forgotten++;
                LOG.info("Meeting {} on server {} is over", meeting.key().meetingId(), server);
            }
        }
        return forgotten;
    }

    /** The list may be a moment older than the meeting, so the server is asked for this one. */
    private boolean isGone(Server server, KnownMeeting meeting) {
        CallParameters which = CallParameters.of("meetingID", meeting.key().meetingId());
        return bbb.call(server.endpoint(), "getMeetingInfo", which) instanceof BbbReply.Failed failed
                && failed.error().key().equals("notFound");
    }

    private void write(Server server, PollRecord record) {
        if (servers.recordPoll(
                        server.id(), record, config.timeToLive(), config.ended().youth())
                .filter(state -> state == Server.State.DISABLED && server.state() == Server.State.CORDONED)
                .isPresent()) {
            LOG.info("Server {} is drained and disabled: its last meeting is over", server);
        }
    }

    private static void report(Server server, Change change, String reason) {
        switch (change) {
            case Change.CameOnline() -> LOG.info("Server {} came online", server);
            case Change.WentOffline() -> LOG.warn("Server {} went offline: {}", server, reason);
            case Change.Unchanged(boolean online, Server.Health health) -> {
                if (online && health.unhealthyPolls() > 0) {
                    LOG.warn("Server {} failed {} polls in a row: {}", server, health.unhealthyPolls(), reason);
                }
            }
        }
    }
}
