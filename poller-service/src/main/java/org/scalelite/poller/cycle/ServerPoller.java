package org.scalelite.poller.cycle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tls.CertificateProbe;
import org.scalelite.poller.server.MeetingListReader;
import org.scalelite.poller.server.ServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one server: for all its meetings with one call, for one meeting, for its release. */
@Singleton
final class ServerPoller {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPoller.class);

    /** A release changes with a restart, which a poll may not notice, so it is read again now and then. */
    private static final Duration VERSION_LIFE = Duration.ofMinutes(10);

    private static final Duration CERTIFICATE_LIFE = Duration.ofHours(1);
    private static final Duration CERTIFICATE_TIMEOUT = Duration.ofSeconds(3);

    private final BbbClient bbb;
    private final ServerRegistry servers;
    private final AnswerReader reader;
    private final Map<ServerId, Long> versionReadAt = new ConcurrentHashMap<>();
    private final Map<ServerId, Long> certificateReadAt = new ConcurrentHashMap<>();

    @Inject
    ServerPoller(BbbClient bbb, ServerRegistry servers) {
        this(bbb, servers, MeetingListReader::read);
    }

    ServerPoller(BbbClient bbb, ServerRegistry servers, AnswerReader reader) {
        this.bbb = bbb;
        this.servers = servers;
        this.reader = reader;
    }

    /** Reads the answer of getMeetings. */
    @FunctionalInterface
    interface AnswerReader {
        ServerReport read(byte[] xml) throws MeetingList.UnreadableException;
    }

    /**
     * Asks a server for its meetings. Whatever goes wrong counts as a poll that it has missed: else it would stay online,
     * with the figures of its last good poll.
     */
    PollResult poll(Server server) {
        Instant sentAt = servers.now();
        try {
            return ask(server, sentAt);
        } catch (RuntimeException e) {
            LOG.error("The poll of server {} failed", server, e);
            return new PollResult.Missed("internal error: " + e.getMessage(), false, sentAt);
        }
    }

    private PollResult ask(Server server, Instant sentAt) {
        return bbb.fetchLong(
                server.endpoint().withFullTimeout(), "getMeetings", CallParameters.none(), fetched -> switch (fetched) {
                    case BbbClient.Fetched.Document(byte[] xml) -> read(xml, sentAt);
                    case BbbClient.Fetched.Failure(var reply) ->
                        new PollResult.Missed(reply.toString(), reply instanceof BbbReply.Unreachable, sentAt);
                    case BbbClient.Fetched.Overloaded(String reason) -> new PollResult.Postponed(reason);
                });
    }

    private PollResult read(byte[] xml, Instant sentAt) {
        try {
            return new PollResult.Reached(reader.read(xml), sentAt);
        } catch (MeetingList.UnreadableException e) {
            return new PollResult.Missed(String.valueOf(e.getMessage()), false, sentAt);
        }
    }

    /** When an answer to the questions of a poll is too late. */
    Deadline deadline(Server server) {
        return Deadline.in(bbb.deadline(server.endpoint().withFullTimeout()));
    }

    /** Whether the server has a meeting. */
    MeetingProbe probe(Server server, String meetingId, Deadline deadline) {
        return bbb.probe(server.endpoint(), meetingId, deadline.left());
    }

    /**
     * The release of BBB that the server runs; empty if it is not known, or was read not long ago.
     *
     * @param back whether the server is back from an outage, after which its release may be another one
     */
    Optional<String> version(Server server, boolean back) {
        long now = System.nanoTime();
        Long readAt = versionReadAt.get(server.id());
        boolean fresh = readAt != null && now - readAt < VERSION_LIFE.toNanos();
        if (fresh && !back) {
            return Optional.empty();
        }
        return switch (bbb.fetchIndex(server.endpoint().withFullTimeout())) {
            case BbbClient.Fetched.Document(byte[] xml) -> {
                versionReadAt.put(server.id(), now);
                yield BbbXml.textAt(xml, "/response/bbbVersion").filter(release -> !release.isEmpty());
            }
            case BbbClient.Fetched.Failure _, BbbClient.Fetched.Overloaded _ -> Optional.empty();
        };
    }

    /** When the certificate of a server expires; empty if it has none, or was read not long ago. */
    Optional<Instant> certificateExpiry(Server server) {
        long now = System.nanoTime();
        Long readAt = certificateReadAt.get(server.id());
        boolean fresh = readAt != null && now - readAt < CERTIFICATE_LIFE.toNanos();
        if (fresh || !"https".equalsIgnoreCase(server.url().getScheme())) {
            return Optional.empty();
        }
        certificateReadAt.put(server.id(), now);
        return CertificateProbe.look(server.url(), CERTIFICATE_TIMEOUT) instanceof CertificateProbe.Look.Seen seen
                ? Optional.of(seen.expires())
                : Optional.empty();
    }

    /** What became of asking a server. */
    sealed interface PollResult {

        /**
         * It answered.
         *
         * @param sentAt when it was asked, by Redis' clock
         */
        record Reached(ServerReport report, Instant sentAt) implements PollResult {}

        /**
         * It did not, or not as a BBB server does.
         *
         * @param silent whether there was no answer at all
         * @param sentAt when it was asked, by Redis' clock
         */
        record Missed(String reason, boolean silent, Instant sentAt) implements PollResult {}

        /** This poller is too busy to read the answer, so the health of the server is unknown. */
        record Postponed(String reason) implements PollResult {}
    }
}
