package org.scalelite.api.meeting;

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
 * Makes a meeting that is nowhere yet (specification, section 5.8): on the server it was given; on the next one only if
 * the first does not have it. All tries together have one deadline.
 */
final class MeetingPlacer {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingPlacer.class);
    private static final int MOST_SERVERS = 3;

    /** The part of the time that a probe may take: the rest is for the server that it moves to. */
    private static final int PROBE_DIVISOR = 2;

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final BbbCreate create;

    MeetingPlacer(MeetingDirectory meetings, ServerRegistry servers, BbbClient bbb, BbbCreate create) {
        this.meetings = meetings;
        this.servers = servers;
        this.bbb = bbb;
        this.create = create;
    }

    /** What is done after a try. */
    private enum Next {
        ANSWER,
        GIVE_BACK,
        MOVE,
        /** Another tenant's meeting of this id is there. */
        KEEP_APART
    }

    /** Makes the meeting on the server it was just given; empty if it has another one by now, and is to be looked for again. */
    Optional<BbbReply> create(
            CreateRequest creation, Assignment.Created given, Deadline deadline, CreateFailures failures) {
        List<ServerId> tried = new ArrayList<>();
        MeetingLocation here = given.location();
        Deadline within = given.probe() ? probe(deadline) : deadline;
        while (true) {
            tried.add(here.server());
            BbbReply reply = reply(creation, here, within, failures);
            Next next = next(reply, creation, here, deadline);
            if (next == Next.ANSWER) {
                return create.remember(creation, here, reply) ? Optional.of(reply) : Optional.empty();
            }
            if (next == Next.GIVE_BACK
                    || failures.areAlike()
                    || tried.size() == MOST_SERVERS
                    || !bbb.canTry(deadline)) {
                meetings.forget(creation.meeting(), ForgetCondition.neverCreated(here.server()));
                return Optional.of(givenUp(next, reply));
            }
            LOG.warn("Meeting {}: {}, trying another server", here, reason(next, reply));
            switch (meetings.moveNew(creation.meeting(), here.server(), creation.wanted(), tried)) {
                case Assignment.Created(MeetingLocation other, boolean _) -> here = other;
                case Assignment.Existing _, Assignment.ServerOffline _, Assignment.NotYet _ -> {
                    return Optional.empty();
                }
                case Assignment.IdTaken() -> throw new BbbException(BbbError.idTaken());
                case Assignment.NoServer(),
                        Assignment.LimitReached(),
                        Assignment.NoVoiceBridge(),
                        Assignment.NoParent(),
                        Assignment.ParentUnavailable() -> {
                    return Optional.of(givenUp(next, reply));
                }
            }
            within = deadline;
        }
    }

    /** The time for a server that has failed to create meetings, where another one might do. */
    static Deadline probe(Deadline deadline) {
        return Deadline.in(deadline.left().dividedBy(PROBE_DIVISOR));
    }

    /** What BBB says of another tenant's meeting is not for this tenant. */
    private static BbbReply givenUp(Next why, BbbReply reply) {
        if (why == Next.KEEP_APART) {
            throw new BbbException(BbbError.idTaken());
        }
        return reply;
    }

    private static String reason(Next next, BbbReply reply) {
        return next == Next.KEEP_APART
                ? "another tenant's is there that Redis does not know"
                : "cannot be created there (" + reply + ")";
    }

    /** What the server answers; it is not asked again if it failed before. */
    private BbbReply reply(CreateRequest creation, MeetingLocation here, Deadline within, CreateFailures failures) {
        Optional<BbbReply> before = failures.of(here.server());
        if (before.isPresent()) {
            return before.get();
        }
        BbbReply reply = tryOn(creation, here, within);
        if (reply.isRefused() || (reply.isLost() && !bbb.canTry(within))) {
            servers.createFailed(here.server(), "create: " + reply);
        } else if (!(reply instanceof BbbReply.Success || reply instanceof BbbReply.Failed)) {
            failures.add(here.server(), reply);
        }
        return reply;
    }

    private Next next(BbbReply reply, CreateRequest creation, MeetingLocation here, Deadline deadline) {
        return switch (reply) {
            case BbbReply.Success _ ->
                // The passwords of two tenants may be the same, and then BBB takes their meetings for one.
                BbbCreate.isDuplicate(reply) && create.presence(creation, here, deadline) == Presence.FOREIGN
                        ? Next.KEEP_APART
                        : Next.ANSWER;
            case BbbReply.Failed _ -> afterError(create.presence(creation, here, deadline), Next.GIVE_BACK);
            case BbbReply.Unreadable _ -> afterError(create.presence(creation, here, deadline), Next.MOVE);
            case BbbReply.Unreachable _ -> reply.isLost() ? afterLoss(creation, here, reply, deadline) : Next.MOVE;
            case BbbReply.ServerError _ -> Next.MOVE;
        };
    }

    private static Next afterError(Presence presence, Next absent) {
        return switch (presence) {
            case ABSENT -> absent;
            case FOREIGN -> Next.KEEP_APART;
            case RUNNING, EMPTY, UNKNOWN -> Next.ANSWER;
        };
    }

    /**
     * The meeting may be there, although nobody was told so. With time left it moves, unless the server says that it has it;
     * should the call be carried out later, that is an empty copy. Without, the next create looks for it.
     */
    private Next afterLoss(CreateRequest creation, MeetingLocation here, BbbReply reply, Deadline deadline) {
        if (bbb.canTry(deadline)) {
            if (!create.presenceSoon(creation, here, deadline).isOurs()) {
                return Next.MOVE;
            }
            servers.createFailed(here.server(), "create: " + reply);
        }
        LOG.warn("Meeting {}: no answer to create ({})", here, reply);
        return Next.ANSWER;
    }

    /**
     * One server: twice, if the answer to the first call was lost. BBB takes a second create for the same meeting, so that a
     * lost answer makes no second meeting.
     */
    private BbbReply tryOn(CreateRequest creation, MeetingLocation here, Deadline deadline) {
        BbbReply reply = create.first(creation, here, deadline);
        if (!reply.isLost() || !bbb.canTry(deadline)) {
            return reply;
        }
        BbbReply second = create.afterLoss(creation, here, deadline);
        boolean answered = second instanceof BbbReply.Success || second instanceof BbbReply.Failed;
        // A server that refuses now says nothing about the call whose answer was lost before.
        return answered ? second : reply;
    }
}
