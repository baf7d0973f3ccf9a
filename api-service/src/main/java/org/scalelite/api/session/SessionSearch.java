package org.scalelite.api.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingProbe;
import org.scalelite.common.meeting.SessionDirectory;
import org.scalelite.common.meeting.SessionKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the server of a session token: from Redis, else by asking all servers with meetings at the same time for a join URL,
 * which changes nothing. The token is valid only for the tenant of the meeting that the URL leads to.
 */
@Singleton
final class SessionSearch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSearch.class);

    /** Each of them calls every server with meetings. */
    private static final int MAX_SEARCHES = 4;

    private static final Duration SEARCH_WAIT = Duration.ofSeconds(1);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final int CALLS_PER_SERVER = 2;

    /** For one token that arrives many times, known to a server or not; longer than a search lasts. */
    private static final Duration OUTCOME_TTL = Duration.ofSeconds(6);

    private static final int MAX_OUTCOMES = 10_000;

    private final SessionDirectory directory;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final Semaphore searches = new Semaphore(MAX_SEARCHES, true);
    private final Cache<SessionKey, CompletableFuture<Outcome>> outcomes = Caffeine.newBuilder()
            .maximumSize(MAX_OUTCOMES)
            .expireAfterWrite(OUTCOME_TTL)
            .build();

    SessionSearch(SessionDirectory directory, ServerRegistry servers, BbbClient bbb) {
        this.directory = directory;
        this.servers = servers;
        this.bbb = bbb;
    }

    /** What one server, or all of them, know of a token. */
    private sealed interface Outcome {
        record Found(ServingServer server) implements Outcome {}

        record Unknown() implements Outcome {}

        /** A server that may know it was not asked, or did not answer. */
        record Unclear(BbbError error) implements Outcome {}
    }

    /**
     * The server of a token.
     *
     * @throws BbbException if no server has it for this tenant, or it cannot be found out
     */
    ServingServer find(SessionKey session) {
        return stored(session).orElseGet(() -> switch (outcome(session)) {
            case Outcome.Found(ServingServer server) -> server;
            case Outcome.Unknown() -> throw new BbbException(BbbError.sessionNotFound());
            case Outcome.Unclear(BbbError error) -> throw new BbbException(error);
        });
    }

    private Optional<ServingServer> stored(SessionKey session) {
        return directory
                .find(session)
                .flatMap(servers::find)
                .filter(server -> server.online() && server.state() != Server.State.DISABLED)
                .map(server -> new ServingServer(server.id(), server.endpoint()));
    }

    /** Callers with the same token share one search. */
    private Outcome outcome(SessionKey session) {
        CompletableFuture<Outcome> own = new CompletableFuture<>();
        CompletableFuture<Outcome> other = outcomes.asMap().putIfAbsent(session, own);
        if (other != null) {
            return other.completeOnTimeout(unanswered(), OUTCOME_TTL.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        Outcome outcome = unanswered();
        try {
            outcome = search(session);
            return outcome;
        } finally {
            own.complete(outcome);
        }
    }

    private static Outcome unanswered() {
        return new Outcome.Unclear(BbbError.meetingInaccessible());
    }

    private Outcome search(SessionKey session) {
        if (!enter()) {
            return new Outcome.Unclear(BbbError.tooManySessionSearches());
        }
        // The search ends with the first success; it counts until the last server has answered.
        AtomicInteger running = new AtomicInteger(1);
        try {
            List<ServingServer> asked = servers.hosting();
            BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();
            running.addAndGet(asked.size());
            for (ServingServer server : asked) {
                Thread.ofVirtual().name("session search ", 0).start(PropagatedContext.wrapCurrent(() -> {
                    try {
                        answers.add(ask(server, session));
                    } finally {
                        leave(running);
                    }
                }));
            }
            return firstFound(answers, asked.size(), session);
        } finally {
            leave(running);
        }
    }

    private boolean enter() {
        try {
            return searches.tryAcquire(SEARCH_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(AtomicInteger running) {
        if (running.decrementAndGet() == 0) {
            searches.release();
        }
    }

    private Outcome firstFound(BlockingQueue<Outcome> answers, int asked, SessionKey session) {
        Deadline deadline = Deadline.in(CALL_TIMEOUT.multipliedBy(CALLS_PER_SERVER));
        Outcome outcome = new Outcome.Unknown();
        for (int i = 0; i < asked; i++) {
            switch (deadline.next(answers).orElseGet(SessionSearch::unanswered)) {
                case Outcome.Found found -> {
                    directory.put(session, found.server().id());
                    return found;
                }
                case Outcome.Unknown() -> {
                    // Another server may have it.
                }
                case Outcome.Unclear unclear -> outcome = unclear;
            }
        }
        return outcome;
    }

    /** Never throws: each failure is an outcome. */
    private Outcome ask(ServingServer server, SessionKey session) {
        CallParameters parameters = CallParameters.of("sessionToken", session.token());
        try {
            return switch (bbb.fetchShort(server.endpoint(), "getJoinUrl", parameters, CALL_TIMEOUT)) {
                case Fetched.Document(byte[] json) -> owned(server, session, SessionReply.read(json));
                // BBB before 2.6 does not have the call.
                case Fetched.Failure(BbbReply.Unreadable _) -> new Outcome.Unknown();
                case Fetched.Failure _, Fetched.Overloaded _ -> unanswered();
            };
        } catch (RuntimeException e) {
            LOG.error("Cannot ask server {} for a session", server, e);
            return unanswered();
        }
    }

    private Outcome owned(ServingServer server, SessionKey session, SessionReply reply) {
        Optional<String> meetingId = reply instanceof SessionReply.Success found ? found.meetingId() : Optional.empty();
        if (meetingId.isEmpty()) {
            return new Outcome.Unknown();
        }
        return switch (bbb.probe(server.endpoint(), meetingId.get(), CALL_TIMEOUT)) {
            case MeetingProbe.Found meeting
            when meeting.tenantId().equals(session.tenantText()) -> new Outcome.Found(server);
            case MeetingProbe.Found _, MeetingProbe.NotFound _ -> new Outcome.Unknown();
            case MeetingProbe.Unclear _, MeetingProbe.NoAnswer _ -> unanswered();
        };
    }
}
