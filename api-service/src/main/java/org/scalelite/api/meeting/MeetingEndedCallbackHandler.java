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

    /** What the server has under the id of a meeting. */
    private sealed interface Found {
        record Over() implements Found {}

        record Running(String internalId) implements Found {}

        record Unknown() implements Found {}
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
        Found found =
                servers.find(ended.server()).map(server -> ask(server, ended)).orElseGet(Found.Over::new);
        if (found instanceof Found.Over) {
            seen.forget(ended.meeting());
            if (meetings.forgetOlder(ended.meeting(), ended.server(), ended.recordsBefore(), lookedAt)) {
                LOG.info("Meeting {} is over, as its server says", ended);
            }
        }
        return tell(ended, found);
    }

    private Found ask(Server server, MeetingEndedCallbackToken ended) {
        BbbEndpoint endpoint = server.endpoint();
        return switch (bbb.meetingInfo(endpoint, ended.meeting().meetingId(), bbb.deadline(endpoint))) {
            case BbbReply.Success(byte[] xml) ->
                // An ended meeting may be shown for another moment (BBB reference, section 4.5).
                BbbXml.textAt(xml, "/response/hasBeenForciblyEnded").orElse("").equals("true")
                        ? new Found.Over()
                        : new Found.Running(BbbXml.textAt(xml, "/response/internalMeetingID")
                                .orElse(""));
            case BbbReply.Failed failed -> failed.isNotFound() ? new Found.Over() : new Found.Unknown();
            case BbbReply.Unreadable _, BbbReply.Unreachable _, BbbReply.ServerError _ -> new Found.Unknown();
        };
    }

    private Outcome tell(MeetingEndedCallbackToken ended, Found found) {
        // A create that moved on may have left a copy on this server: its end is not the meeting's.
        Optional<MeetingEndedCallbackUrl> url =
                urls.find(ended.id()).filter(kept -> kept.server().equals(ended.server()));
        boolean over = switch (found) {
            case Found.Over() -> true;
            // The next meeting in the room: the one that has ended is not there any more.
            case Found.Running(String internalId) ->
                url.filter(kept -> !kept.internalId().equals(internalId)).isPresent();
            case Found.Unknown() -> false;
        };
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
