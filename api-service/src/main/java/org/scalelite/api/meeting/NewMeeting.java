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
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.Placement;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a meeting that is nowhere yet (specification, section 5.8): on the server it was given; on the next one only if
 * the first certainly does not have it. All tries together have one deadline.
 */
final class NewMeeting {
    private static final Logger LOG = LoggerFactory.getLogger(NewMeeting.class);
    private static final int MOST_SERVERS = 3;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final MeetingDirectory meetings;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final CreateCall create;

    NewMeeting(MeetingDirectory meetings, ServerRegistry servers, BbbClient bbb, CreateCall create) {
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
    Optional<BbbReply> create(Creation creation, Placement given, Deadline deadline) {
        List<ServerId> tried = new ArrayList<>();
        Placement here = given;
        while (true) {
            tried.add(here.server());
            BbbReply reply = tryOn(creation, here, deadline);
            Next next = next(reply, creation, here, deadline);
            switch (next) {
                case ANSWER -> {
                    return create.remember(creation, here, reply) ? Optional.of(reply) : Optional.empty();
                }
                case GIVE_BACK -> {
                    meetings.giveBack(creation.meeting(), here.server());
                    return Optional.of(reply);
                }
                case MOVE -> LOG.warn("Meeting {}: cannot be created there ({}), trying another server", here, reply);
                case KEEP_APART ->
                    LOG.warn("Meeting {}: another tenant's is there that Redis does not know, trying another", here);
            }
            if (tried.size() == MOST_SERVERS || !bbb.canTry(deadline)) {
                meetings.giveBack(creation.meeting(), here.server());
                if (next == Next.MOVE) {
                    servers.strike(here.server(), "create: " + reply);
                }
                return Optional.of(givenUp(next, reply));
            }
            switch (move(next, reply, creation, here, tried)) {
                case Assignment.Created(Placement other) -> here = other;
                case Assignment.Existing _, Assignment.Orphaned _, Assignment.NotYet _ -> {
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
        }
    }

    private Assignment move(Next why, BbbReply reply, Creation creation, Placement here, List<ServerId> tried) {
        String failure = why == Next.MOVE ? "create: " + reply : "";
        return meetings.moveNew(creation.meeting(), here.server(), creation.wanted(), tried, failure);
    }

    /** What BBB says of another tenant's meeting is not for this tenant. */
    private static BbbReply givenUp(Next why, BbbReply reply) {
        if (why == Next.KEEP_APART) {
            throw new BbbException(BbbError.idTaken());
        }
        return reply;
    }

    private Next next(BbbReply reply, Creation creation, Placement here, Deadline deadline) {
        return switch (reply) {
            case BbbReply.Success _ ->
                // The passwords of two tenants may be the same, and then BBB takes their meetings for one.
                CreateCall.isDuplicate(reply) && create.presence(creation, here, deadline) == Presence.FOREIGN
                        ? Next.KEEP_APART
                        : Next.ANSWER;
            case BbbReply.Failed _, BbbReply.Unreadable _ ->
                switch (create.presence(creation, here, deadline)) {
                    case ABSENT -> Next.GIVE_BACK;
                    case FOREIGN -> Next.KEEP_APART;
                    case OURS, UNKNOWN -> Next.ANSWER;
                };
            case BbbReply.Unreachable(String reason, boolean mayHaveRun) -> {
                if (mayHaveRun) {
                    // It may be there: another server would make a second one. The next create asks again.
                    LOG.warn("Meeting {}: no answer to create ({})", here, reason);
                }
                yield mayHaveRun ? Next.ANSWER : Next.MOVE;
            }
            case BbbReply.ServerError _ -> Next.MOVE;
        };
    }

    /**
     * One server: twice, if the first call may have been carried out. BBB takes a second create for the same meeting, so
     * that a lost answer makes no second meeting.
     */
    private BbbReply tryOn(Creation creation, Placement here, Deadline deadline) {
        BbbReply reply = create.first(creation, here, deadline);
        if (!isDoubtful(reply) || !bbb.canTry(deadline)) {
            return reply;
        }
        BbbReply second = create.afterLoss(creation, here, deadline);
        boolean answered = second instanceof BbbReply.Success || second instanceof BbbReply.Failed;
        // A server that refuses now says nothing about the call whose answer was lost before.
        return reply instanceof BbbReply.Unreachable && !answered ? reply : second;
    }

    private static boolean isDoubtful(BbbReply reply) {
        return switch (reply) {
            case BbbReply.Unreachable lost -> lost.mayHaveRun();
            case BbbReply.ServerError(int status) -> status != BAD_GATEWAY && status != UNAVAILABLE;
            case BbbReply.Success _, BbbReply.Failed _, BbbReply.Unreadable _ -> false;
        };
    }
}
