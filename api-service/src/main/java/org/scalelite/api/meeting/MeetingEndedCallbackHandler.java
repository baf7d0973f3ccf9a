package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.callback.MeetingEndedCallbackClient;
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
final class MeetingEndedCallbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedCallbackHandler.class);
    private static final int MAX_DONE = 10_000;
    private static final Duration DONE_TTL = Duration.ofMinutes(1);

    private final MeetingDirectory meetings;
    private final MeetingLocationCache locations;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final MeetingEndedCallbackStore urls;
    private final MeetingEndedCallbackClient callback;

    /** Tokens that have been handled. */
    private final Cache<MeetingEndedCallbackToken, Boolean> done = Caffeine.newBuilder()
            .maximumSize(MAX_DONE)
            .expireAfterWrite(DONE_TTL)
            .build();

    MeetingEndedCallbackHandler(
            MeetingDirectory meetings,
            MeetingLocationCache locations,
            ServerRegistry servers,
            BbbClient bbb,
            MeetingEndedCallbackStore urls,
            MeetingEndedCallbackClient callback) {
        this.meetings = meetings;
        this.locations = locations;
        this.servers = servers;
        this.bbb = bbb;
        this.urls = urls;
        this.callback = callback;
    }

    /** The answer to the server. */
    enum Outcome {
        DONE,
        /** BBB tries four times within nine minutes. */
        RETRY,
        EXPIRED
    }

    /** The state of the meeting on the server. */
    private sealed interface Found {
        record Ended() implements Found {}

        record Running(String internalId) implements Found {}

        record Unknown() implements Found {}
    }

    /**
     * Removes the record of the ended meeting and calls its front-end. A repeated callback is answered from the cache.
     */
    Outcome handle(MeetingEndedCallbackToken ended) {
        if (done.getIfPresent(ended) != null) {
            return Outcome.DONE;
        }
        Outcome outcome = process(ended);
        if (outcome == Outcome.DONE) {
            done.put(ended, true);
        }
        return outcome;
    }

    private Outcome process(MeetingEndedCallbackToken ended) {
        Instant checkedAt = meetings.now();
        if (ended.hasExpired(checkedAt)) {
            return Outcome.EXPIRED;
        }
        Found found =
                servers.find(ended.server()).map(server -> state(server, ended)).orElseGet(Found.Ended::new);
        if (found instanceof Found.Ended) {
            locations.forget(ended.meeting());
            if (meetings.forgetOlder(ended.meeting(), ended.server(), ended.recordsBefore(), checkedAt)) {
                LOG.info("Meeting {} has ended, as its server reported", ended);
            }
        }
        return notifyFrontEnd(ended, found);
    }

    private Found state(Server server, MeetingEndedCallbackToken ended) {
        BbbEndpoint endpoint = server.endpoint();
        return switch (bbb.meetingInfo(endpoint, ended.meeting().meetingId(), bbb.deadline(endpoint))) {
            case BbbReply.Success(byte[] xml) ->
                // getMeetingInfo may return an ended meeting for a short time (BBB reference, section 4.5).
                BbbXml.textAt(xml, "/response/hasBeenForciblyEnded").orElse("").equals("true")
                        ? new Found.Ended()
                        : new Found.Running(BbbXml.textAt(xml, "/response/internalMeetingID")
                                .orElse(""));
            case BbbReply.Failed failed -> failed.isNotFound() ? new Found.Ended() : new Found.Unknown();
            case BbbReply.Unreadable _, BbbReply.Unreachable _, BbbReply.ServerError _ -> new Found.Unknown();
        };
    }

    private Outcome notifyFrontEnd(MeetingEndedCallbackToken ended, Found found) {
        // A create that moved the meeting may have left a copy on this server, whose end is not that of the meeting.
        Optional<MeetingEndedCallbackUrl> url =
                urls.find(ended.id()).filter(stored -> stored.server().equals(ended.server()));
        boolean hasEnded = switch (found) {
            case Found.Ended() -> true;
            // A later meeting with the same id runs: the reported one has ended.
            case Found.Running(String internalId) ->
                url.filter(stored -> !stored.internalId().equals(internalId)).isPresent();
            case Found.Unknown() -> false;
        };
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
