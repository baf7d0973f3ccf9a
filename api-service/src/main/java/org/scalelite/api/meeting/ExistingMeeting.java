package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.meeting.CreateAttempts.Presence;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.Assignment.MeetingState;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/**
 * create of a meeting that has a server (specification, section 5.8): it is created there again. A server that gets no
 * new meetings, because it is cordoned or fails, keeps the meeting only while it is in use.
 */
@Singleton
record ExistingMeeting(
        MeetingDirectory meetings,
        ServerRegistry servers,
        BbbClient bbb,
        BbbCreate create,
        CreateAttempts createAttempts) {
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);

    /** The action of a create on a meeting that has a server. */
    enum Step {
        CREATE_AGAIN,
        /** With time left to create the meeting on another server. */
        PROBE,
        /** The answer of the first create, as while a server is offline. */
        STORED_ANSWER,
        FORGET,
        MOVE
    }

    /** Whether getMeetingInfo has to be called before the meeting is created there again. */
    static boolean mustAskServer(boolean cordoned, MeetingState state) {
        return cordoned || state.createsFail() || (state.suspect() && !state.created());
    }

    /**
     * The action after getMeetingInfo.
     *
     * @param answerKnown whether the answer to the first create is stored
     */
    static Step step(boolean cordoned, MeetingState state, boolean answerKnown, Presence presence) {
        Step stay = state.createsFail() && answerKnown ? Step.STORED_ANSWER : Step.CREATE_AGAIN;
        boolean untrusted = state.createsFail() || state.suspect();
        return switch (presence) {
            case RUNNING -> stay;
            case FOREIGN -> Step.CREATE_AGAIN;
            case ABSENT -> state.created() ? Step.FORGET : Step.MOVE;
            case UNKNOWN -> untrusted && !state.created() ? Step.MOVE : stay;
            case EMPTY -> {
                if (state.inUse()) {
                    yield stay;
                }
                Step whenEmpty = state.createsFail() ? Step.PROBE : Step.CREATE_AGAIN;
                yield cordoned ? Step.MOVE : whenEmpty;
            }
        };
    }

    /** Creates the meeting again; empty if its server has to be assigned again. */
    Optional<BbbReply> create(
            CreateRequest request, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        MeetingLocation location = found.location();
        boolean cordoned = location.serverState() == Server.State.CORDONED;
        if (!mustAskServer(cordoned, found.state())) {
            return createAgain(request, found, deadline, failures);
        }
        Instant checkedAt = meetings.now();
        boolean untrusted = found.state().createsFail() || found.state().suspect();
        Presence presence = untrusted
                ? create.presenceWithShortTimeout(request, location, deadline)
                : create.presence(request, location, deadline);
        return switch (step(cordoned, found.state(), found.answer().isPresent(), presence)) {
            case CREATE_AGAIN -> createAgain(request, found, deadline, failures);
            case PROBE -> probe(request, found, deadline, failures);
            case STORED_ANSWER -> found.answer().map(BbbCreate::storedReply);
            case FORGET -> {
                meetings.forget(request.meeting(), ForgetCondition.ended(location.server(), checkedAt));
                yield Optional.empty();
            }
            case MOVE -> move(request, found, checkedAt, deadline, failures);
        };
    }

    private Optional<BbbReply> move(
            CreateRequest request,
            Assignment.Existing found,
            Instant checkedAt,
            Deadline deadline,
            CreateFailures failures) {
        ServerId from = found.location().server();
        if (found.state().created()) {
            // If it is kept, it was just created or joined.
            meetings.forget(request.meeting(), ForgetCondition.unused(from, checkedAt));
            return Optional.empty();
        }
        return meetings.moveNew(request.meeting(), from, request.placement(), List.of(from))
                        instanceof Assignment.Created moved
                ? createAttempts.create(request, moved, deadline, failures)
                : Optional.empty();
    }

    /**
     * The meeting has no participants, and its server fails: if it cannot be created again, it moves to another server.
     */
    private Optional<BbbReply> probe(
            CreateRequest request, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        Instant checkedAt = meetings.now();
        Optional<BbbReply> answer = createAgain(request, found, CreateAttempts.probe(deadline), failures);
        boolean answered = answer.filter(reply -> !reply.isLost()).isPresent();
        return answered ? answer : move(request, found, checkedAt, deadline, failures);
    }

    private Optional<BbbReply> createAgain(
            CreateRequest request, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        MeetingLocation location = found.location();
        boolean created = found.state().created();
        if (failures.of(location.server()).isPresent()) {
            return retryLater();
        }
        BbbReply reply = create.createAgain(request, location, deadline);
        if (!create.store(request, location, reply)) {
            // Another create, which was refused there, has moved it.
            return Optional.empty();
        }
        failures.setLast(reply);
        if (reply.isRefused()) {
            reportFailure(found, reply);
            return retryLater();
        }
        if (reply.isLost()) {
            servers.reportCreateFailure(location.server(), "create: " + reply);
            return !created && bbb.canTry(deadline) ? Optional.empty() : Optional.of(reply);
        }
        if (reply instanceof BbbReply.ServerError) {
            failures.add(location.server(), reply);
            return created ? Optional.of(reply) : retryLater();
        }
        return Optional.of(reply);
    }

    private void reportFailure(Assignment.Existing found, BbbReply reply) {
        ServerId server = found.location().server();
        if (!found.state().created()) {
            servers.reportCreateFailure(server, "create: " + reply);
        } else if (!found.state().suspect()) {
            servers.reportFailure(server, "create: " + reply);
        }
    }

    /** Another create may be about to move the meeting: retry after a short delay. */
    private static Optional<BbbReply> retryLater() {
        pause();
        return Optional.empty();
    }

    static void pause() {
        try {
            Thread.sleep(RETRY_DELAY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
