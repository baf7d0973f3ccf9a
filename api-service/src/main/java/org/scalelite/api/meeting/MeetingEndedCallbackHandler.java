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
 * Handles the meeting ended callbacks of BBB servers. The token names the meeting and the server; the handler verifies
 * with getMeetingInfo that the meeting has ended, so a stolen token does no harm.
 */
@Singleton
record MeetingEndedCallbackHandler(
        MeetingDirectory meetings,
        MeetingLocationCache locations,
        ServerRegistry servers,
        BbbClient bbb,
        MeetingEndedCallbackStore urls,
        MeetingEndedCallbackClient callback,
        DoneTokens done) {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedCallbackHandler.class);

    /** Tokens that have been handled within the last minute. */
    @Singleton
    static final class DoneTokens {
        private static final int MAX = 10_000;
        private static final Duration TTL = Duration.ofMinutes(1);

        private final Cache<MeetingEndedCallbackToken, Boolean> tokens =
                Caffeine.newBuilder().maximumSize(MAX).expireAfterWrite(TTL).build();

        boolean contains(MeetingEndedCallbackToken token) {
            return tokens.getIfPresent(token) != null;
        }

        void add(MeetingEndedCallbackToken token) {
            tokens.put(token, true);
        }
    }

    /** The answer to the server. */
    enum Outcome {
        DONE,
        /** BBB tries four times within nine minutes. */
        RETRY,
        EXPIRED
    }

    /** Forgets the meeting that has ended, and notifies its front-end. A repeated callback soon after costs nothing. */
    Outcome handle(MeetingEndedCallbackToken ended) {
        if (done.contains(ended)) {
            return Outcome.DONE;
        }
        Outcome outcome = process(ended);
        if (outcome == Outcome.DONE) {
            done.add(ended);
        }
        return outcome;
    }

    private Outcome process(MeetingEndedCallbackToken ended) {
        Instant checkedAt = meetings.now();
        if (ended.hasExpired(checkedAt)) {
            return Outcome.EXPIRED;
        }
        MeetingProbe probe =
                servers.find(ended.server()).map(server -> probe(server, ended)).orElseGet(MeetingProbe.NotFound::new);
        if (hasEnded(probe)) {
            locations.forget(ended.meeting());
            ForgetCondition condition =
                    ForgetCondition.ended(ended.server(), checkedAt).andAssignedBefore(ended.recordsBefore());
            if (meetings.forget(ended.meeting(), condition)) {
                LOG.info("Meeting {} has ended, as its server reported", ended);
            }
        }
        return notifyFrontEnd(ended, probe);
    }

    private MeetingProbe probe(Server server, MeetingEndedCallbackToken ended) {
        BbbEndpoint endpoint = server.endpoint();
        return bbb.probe(endpoint, ended.meeting().meetingId(), bbb.deadline(endpoint));
    }

    private static boolean hasEnded(MeetingProbe probe) {
        return probe instanceof MeetingProbe.NotFound
                || (probe instanceof MeetingProbe.Found found && found.isEnding());
    }

    private Outcome notifyFrontEnd(MeetingEndedCallbackToken ended, MeetingProbe probe) {
        // A create that moved on may have left a stale copy on this server: its end is not the meeting's.
        Optional<MeetingEndedCallbackUrl> url =
                urls.find(ended.id()).filter(stored -> stored.server().equals(ended.server()));
        // A later run of the meeting has another internal id.
        boolean hasEnded = hasEnded(probe)
                || (probe instanceof MeetingProbe.Found found
                        && url.filter(stored -> !stored.internalId().equals(found.internalId()))
                                .isPresent());
        if (!hasEnded) {
            return Outcome.RETRY;
        }
        return url.isEmpty() ? Outcome.DONE : call(ended, url.get());
    }

    private Outcome call(MeetingEndedCallbackToken ended, MeetingEndedCallbackUrl url) {
        if (!urls.claim(ended.id(), callback.longest())) {
            // Another callback, possibly on another replica, is being handled, and may still fail.
            return Outcome.RETRY;
        }
        Optional<String> failure = callback.call(url.url());
        if (failure.isPresent()) {
            urls.release(ended.id());
            LOG.warn("Cannot call meetingEndedURL of meeting {}: {}", ended, failure.get());
            return Outcome.RETRY;
        }
        urls.called(ended.id());
        return Outcome.DONE;
    }
}
