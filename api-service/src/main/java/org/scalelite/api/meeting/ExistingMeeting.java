package org.scalelite.api.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.meeting.MeetingState;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/**
 * create of a meeting that has a server (specification, section 5.8): it is created there again. A server that gets no new
 * meetings, because it is cordoned or fails, keeps it only while it is used.
 */
final class ExistingMeeting {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final BbbCreate create;
    private final MeetingPlacer newMeeting;

    ExistingMeeting(
            MeetingDirectory meetings,
            ServerRegistry servers,
            BbbClient bbb,
            BbbCreate create,
            MeetingPlacer newMeeting) {
        this.meetings = meetings;
        this.servers = servers;
        this.bbb = bbb;
        this.create = create;
        this.newMeeting = newMeeting;
    }

    /** What a create does with a meeting that has a server. */
    enum Step {
        CREATE_THERE,
        /** But leave time to open it elsewhere. */
        PROBE_THERE,
        /** As while a server is offline. */
        ANSWER_AS_BEFORE,
        FORGET_ENDED,
        OPEN_ELSEWHERE
    }

    /** Whether the server has to be asked for the meeting before it is created there again. */
    static boolean isAsked(boolean cordoned, MeetingState state) {
        return cordoned || state.createsFail() || (state.suspect() && !state.created());
    }

    /**
     * What to do, if the server was asked.
     *
     * @param answerKnown whether it is known what the meeting's create was answered
     */
    static Step step(boolean cordoned, MeetingState state, boolean answerKnown, Presence presence) {
        Step stay = state.createsFail() && answerKnown ? Step.ANSWER_AS_BEFORE : Step.CREATE_THERE;
        boolean untrusted = state.createsFail() || state.suspect();
        return switch (presence) {
            case RUNNING -> stay;
            case FOREIGN -> Step.CREATE_THERE;
            case ABSENT -> state.created() ? Step.FORGET_ENDED : Step.OPEN_ELSEWHERE;
            case UNKNOWN -> untrusted && !state.created() ? Step.OPEN_ELSEWHERE : stay;
            case EMPTY -> {
                if (state.inUse()) {
                    yield stay;
                }
                Step unused = state.createsFail() ? Step.PROBE_THERE : Step.CREATE_THERE;
                yield cordoned ? Step.OPEN_ELSEWHERE : unused;
            }
        };
    }

    /** Creates the meeting again; empty if it has to be looked for again. */
    Optional<BbbReply> create(
            CreateRequest creation, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        MeetingLocation here = found.location();
        boolean cordoned = here.serverState() == Server.State.CORDONED;
        if (!isAsked(cordoned, found.state())) {
            return there(creation, found, deadline, failures);
        }
        Instant lookedAt = meetings.now();
        boolean untrusted = found.state().createsFail() || found.state().suspect();
        Presence presence =
                untrusted ? create.presenceSoon(creation, here, deadline) : create.presence(creation, here, deadline);
        return switch (step(cordoned, found.state(), found.answer().isPresent(), presence)) {
            case CREATE_THERE -> there(creation, found, deadline, failures);
            case PROBE_THERE -> probe(creation, found, deadline, failures);
            case ANSWER_AS_BEFORE -> found.answer().map(BbbCreate::remembered);
            case FORGET_ENDED -> {
                meetings.forget(creation.meeting(), ForgetCondition.ended(here.server(), lookedAt));
                yield Optional.empty();
            }
            case OPEN_ELSEWHERE -> elsewhere(creation, found, lookedAt, deadline, failures);
        };
    }

    private Optional<BbbReply> elsewhere(
            CreateRequest creation,
            Assignment.Existing found,
            Instant lookedAt,
            Deadline deadline,
            CreateFailures failures) {
        ServerId from = found.location().server();
        if (found.state().created()) {
            // If it is kept, somebody has just made or joined it.
            meetings.forget(creation.meeting(), ForgetCondition.unused(from, lookedAt));
            return Optional.empty();
        }
        return meetings.moveNew(creation.meeting(), from, creation.wanted(), List.of(from))
                        instanceof Assignment.Created moved
                ? newMeeting.create(creation, moved, deadline, failures)
                : Optional.empty();
    }

    /** Nobody is in the meeting, and its server fails: if it cannot be created there again, it is opened elsewhere. */
    private Optional<BbbReply> probe(
            CreateRequest creation, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        Instant lookedAt = meetings.now();
        Optional<BbbReply> answer = there(creation, found, MeetingPlacer.probe(deadline), failures);
        boolean answered = answer.filter(reply -> !reply.isLost()).isPresent();
        return answered ? answer : elsewhere(creation, found, lookedAt, deadline, failures);
    }

    private Optional<BbbReply> there(
            CreateRequest creation, Assignment.Existing found, Deadline deadline, CreateFailures failures) {
        MeetingLocation here = found.location();
        boolean created = found.state().created();
        if (failures.of(here.server()).isPresent()) {
            return again();
        }
        BbbReply reply = create.again(creation, here, deadline);
        if (!create.remember(creation, here, reply)) {
            // Whoever was refused there before has moved it, and there it is looked for next.
            return Optional.empty();
        }
        failures.note(reply);
        if (reply.isRefused()) {
            reportFailure(found, reply);
            return again();
        }
        if (reply.isLost()) {
            servers.createFailed(here.server(), "create: " + reply);
            return !created && bbb.canTry(deadline) ? Optional.empty() : Optional.of(reply);
        }
        if (reply instanceof BbbReply.ServerError) {
            failures.add(here.server(), reply);
            return created ? Optional.of(reply) : again();
        }
        return Optional.of(reply);
    }

    private void reportFailure(Assignment.Existing found, BbbReply reply) {
        ServerId server = found.location().server();
        if (!found.state().created()) {
            servers.createFailed(server, "create: " + reply);
        } else if (!found.state().suspect()) {
            servers.reportFailure(server, "create: " + reply);
        }
    }

    /** Whoever made the record may be about to move it: look again in a moment. */
    private static Optional<BbbReply> again() {
        pause();
        return Optional.empty();
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
