package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.callback.MeetingEndedCallbackClient;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingEndedCallbackStore.MeetingEndedCallbackUrl;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a BBB server says that a meeting has ended. The token says which one on which server; that it is over is
 * believed when the server does not have it any more. So whoever gets hold of a token can do no harm with it.
 */
@Singleton
final class MeetingEndedCallbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedCallbackHandler.class);
    private static final int MOST_DONE = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final MeetingDirectory meetings;
    private final MeetingLocationCache seen;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final MeetingEndedCallbackStore urls;
    private final MeetingEndedCallbackClient callback;

    /** Tokens with which nothing is left to do. */
    private final Cache<MeetingEndedCallbackToken, Boolean> done = Caffeine.newBuilder()
            .maximumSize(MOST_DONE)
            .expireAfterWrite(REMEMBERED)
            .build();

    MeetingEndedCallbackHandler(
            MeetingDirectory meetings,
            MeetingLocationCache seen,
            ServerRegistry servers,
            BbbClient bbb,
            MeetingEndedCallbackStore urls,
            MeetingEndedCallbackClient callback) {
        this.meetings = meetings;
        this.seen = seen;
        this.servers = servers;
        this.bbb = bbb;
        this.urls = urls;
        this.callback = callback;
    }

    /** What the server is told. */
    enum Outcome {
        DONE,
        /** BBB tries four times within nine minutes. */
        ASK_AGAIN,
        EXPIRED
    }

    /** Forgets the meeting that has ended, and tells its front-end. Who says so again soon after costs nothing. */
    Outcome take(MeetingEndedCallbackToken ended) {
        if (done.getIfPresent(ended) != null) {
            return Outcome.DONE;
        }
        Outcome outcome = look(ended);
        if (outcome == Outcome.DONE) {
            done.put(ended, true);
        }
        return outcome;
    }

    private Outcome look(MeetingEndedCallbackToken ended) {
        Instant lookedAt = meetings.now();
        if (ended.hasExpired(lookedAt)) {
            return Outcome.EXPIRED;
        }
        MeetingProbe probe =
                servers.find(ended.server()).map(server -> probe(server, ended)).orElseGet(MeetingProbe.NotFound::new);
        if (isOver(probe)) {
            seen.forget(ended.meeting());
            ForgetCondition condition =
                    ForgetCondition.ended(ended.server(), lookedAt).andAssignedBefore(ended.recordsBefore());
            if (meetings.forget(ended.meeting(), condition)) {
                LOG.info("Meeting {} is over, as its server says", ended);
            }
        }
        return tell(ended, probe);
    }

    private MeetingProbe probe(Server server, MeetingEndedCallbackToken ended) {
        BbbEndpoint endpoint = server.endpoint();
        return bbb.probe(endpoint, ended.meeting().meetingId(), bbb.deadline(endpoint));
    }

    private static boolean isOver(MeetingProbe probe) {
        return probe instanceof MeetingProbe.NotFound
                || (probe instanceof MeetingProbe.Found found && found.isEnding());
    }

    private Outcome tell(MeetingEndedCallbackToken ended, MeetingProbe probe) {
        // A create that moved on may have left a stale copy on this server: its end is not the meeting's.
        Optional<MeetingEndedCallbackUrl> url =
                urls.find(ended.id()).filter(kept -> kept.server().equals(ended.server()));
        // A later run of the meeting has another internal id.
        boolean over = isOver(probe)
                || (probe instanceof MeetingProbe.Found found
                        && url.filter(kept -> !kept.internalId().equals(found.internalId()))
                                .isPresent());
        if (!over) {
            return Outcome.ASK_AGAIN;
        }
        return url.isEmpty() ? Outcome.DONE : call(ended, url.get());
    }

    private Outcome call(MeetingEndedCallbackToken ended, MeetingEndedCallbackUrl url) {
        if (!urls.claim(ended.id(), callback.longest())) {
            // Another call, perhaps to another replica, is about it: that it has not failed is known later.
            return Outcome.ASK_AGAIN;
        }
        Optional<String> failure = callback.call(url.url());
        if (failure.isPresent()) {
            urls.release(ended.id());
            LOG.warn("The front-end of meeting {} cannot be told that it has ended: {}", ended, failure.get());
            return Outcome.ASK_AGAIN;
        }
        urls.called(ended.id());
        return Outcome.DONE;
    }
}
