package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a new meeting (specification, section 5.8) on the assigned server, and on the next one only if the first does
 * not have it. All attempts share one deadline.
 */
@Singleton
record CreateAttempts(
        MeetingDirectory meetings, ServerRegistry servers, BbbClient bbb, BbbCreate create, PlacementMetrics metrics) {
    private static final Logger LOG = LoggerFactory.getLogger(CreateAttempts.class);
    private static final int MAX_SERVERS = 3;

    /** The part of the time for a probe; the rest is for the next server. */
    private static final int PROBE_DIVISOR = 2;

    /** The action after an attempt. */
    private enum Next {
        ANSWER,
        ROLLBACK,
        MOVE,
        /** The server has a meeting of another tenant with this id. */
        REJECT
    }

    /**
     * Creates the meeting on the assigned server; empty if another server was assigned meanwhile, and create starts
     * again.
     */
    Optional<BbbReply> create(
            CreateRequest request, Assignment.Created given, Deadline deadline, CreateFailures failures) {
        List<ServerId> tried = new ArrayList<>();
        MeetingLocation location = given.location();
        Deadline within = given.probe() ? probe(deadline) : deadline;
        while (true) {
            tried.add(location.server());
            BbbReply reply = reply(request, location, within, failures);
            Next next = next(reply, request, location, deadline);
            if (next == Next.ANSWER) {
                return create.store(request, location, reply) ? Optional.of(reply) : Optional.empty();
            }
            if (next == Next.ROLLBACK
                    || failures.isRepeated()
                    || tried.size() == MAX_SERVERS
                    || !bbb.canTry(deadline)) {
                meetings.forget(request.meeting(), ForgetCondition.neverCreated(location.server()));
                return Optional.of(failed(next, reply));
            }
            LOG.warn("Meeting {}: {}, trying another server", location, reason(next, reply));
            switch (meetings.moveNew(request.meeting(), location.server(), request.placement(), tried)) {
                case Assignment.Created(MeetingLocation other, boolean _) -> {
                    metrics.moved();
                    location = other;
                }
                case Assignment.Existing _, Assignment.ServerOffline _, Assignment.NotYet _ -> {
                    return Optional.empty();
                }
                case Assignment.IdTaken() -> throw new BbbException(BbbError.idTaken());
                case Assignment.NoServer(),
                        Assignment.LimitReached(),
                        Assignment.NoVoiceBridge(),
                        Assignment.NoParent(),
                        Assignment.ParentUnavailable() -> {
                    return Optional.of(failed(next, reply));
                }
            }
            within = deadline;
        }
    }

    /** The deadline for a server that has failed to create meetings, with time left for another one. */
    static Deadline probe(Deadline deadline) {
        return Deadline.in(deadline.left().dividedBy(PROBE_DIVISOR));
    }

    /** A reply about the meeting of another tenant is not forwarded. */
    private static BbbReply failed(Next why, BbbReply reply) {
        if (why == Next.REJECT) {
            throw new BbbException(BbbError.idTaken());
        }
        return reply;
    }

    private static String reason(Next next, BbbReply reply) {
        return next == Next.REJECT
                ? "the server has another tenant's meeting with this id"
                : "create failed (" + reply + ")";
    }

    /** The reply of the server, which is not called again if it failed before. */
    private BbbReply reply(CreateRequest request, MeetingLocation location, Deadline within, CreateFailures failures) {
        Optional<BbbReply> before = failures.of(location.server());
        if (before.isPresent()) {
            return before.get();
        }
        BbbReply reply = createOn(request, location, within);
        if (reply.isRefused() || (reply.isLost() && !bbb.canTry(within))) {
            servers.reportCreateFailure(location.server(), "create: " + reply);
        } else if (mayBeServersFault(reply)) {
            failures.add(location.server(), reply);
        }
        return reply;
    }

    /** A server whose secret was changed refuses our signature. */
    private static boolean mayBeServersFault(BbbReply reply) {
        return switch (reply) {
            case BbbReply.Success _ -> false;
            case BbbReply.Failed failed -> failed.error().isChecksumError();
            case BbbReply.Unreadable _, BbbReply.Unreachable _, BbbReply.ServerError _ -> true;
        };
    }

    private Next next(BbbReply reply, CreateRequest request, MeetingLocation location, Deadline deadline) {
        return switch (reply) {
            case BbbReply.Success _ ->
                // Two tenants may use the same passwords, and BBB then treats their meetings as duplicates.
                BbbCreate.isDuplicate(reply) && create.presence(request, location, deadline) == Presence.FOREIGN
                        ? Next.REJECT
                        : Next.ANSWER;
            case BbbReply.Failed failed when failed.error().isChecksumError() -> Next.MOVE;
            case BbbReply.Failed _ -> afterError(create.presence(request, location, deadline), Next.ROLLBACK);
            case BbbReply.Unreadable _ -> afterError(create.presence(request, location, deadline), Next.MOVE);
            case BbbReply.Unreachable _ ->
                reply.isLost() ? afterLostReply(request, location, reply, deadline) : Next.MOVE;
            case BbbReply.ServerError _ -> Next.MOVE;
        };
    }

    private static Next afterError(Presence presence, Next absent) {
        return switch (presence) {
            case ABSENT -> absent;
            case FOREIGN -> Next.REJECT;
            case RUNNING, EMPTY, UNKNOWN -> Next.ANSWER;
        };
    }

    /**
     * The server may have created the meeting, but the answer was lost. With time left the meeting moves, unless the
     * server has it; a late create then leaves an empty copy. Without, the next create finds it.
     */
    private Next afterLostReply(CreateRequest request, MeetingLocation location, BbbReply reply, Deadline deadline) {
        if (bbb.canTry(deadline)) {
            if (!create.presenceWithShortTimeout(request, location, deadline).isOurs()) {
                return Next.MOVE;
            }
            servers.reportCreateFailure(location.server(), "create: " + reply);
        }
        LOG.warn("Meeting {}: no answer to create ({})", location, reply);
        return Next.ANSWER;
    }

    /**
     * Calls one server, twice if the first answer was lost: for BBB the second create is a duplicate, not a second
     * meeting.
     */
    private BbbReply createOn(CreateRequest request, MeetingLocation location, Deadline deadline) {
        BbbReply reply = create.create(request, location, deadline);
        if (!reply.isLost() || !bbb.canTry(deadline)) {
            return reply;
        }
        BbbReply second = create.retry(request, location, deadline);
        boolean answered = second instanceof BbbReply.Success || second instanceof BbbReply.Failed;
        // A refused retry does not tell whether the first call was executed.
        return answered ? second : reply;
    }

    /** Whether a server has a meeting. */
    enum Presence {
        /** The server has the meeting, with participants. */
        RUNNING,
        /** The server has the meeting, without participants. */
        EMPTY,
        /** The server has a meeting of another tenant with the same id. */
        FOREIGN,
        /** The server does not have the meeting. */
        ABSENT,
        /** The server gave no usable answer. */
        UNKNOWN;

        /** Whether the server has the meeting. */
        boolean isOurs() {
            return this == RUNNING || this == EMPTY;
        }
    }
}
