package org.scalelite.common.meeting;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.server.PollLeases.PollLease;
import org.scalelite.common.server.ServerId;

/**
 * What has to hold, in the moment of the change, for a meeting to be forgotten.
 *
 * @param server that the meeting is assigned to
 * @param assignedBefore the meeting was assigned before this time, by Redis' clock
 * @param checkedAt when the server was asked for the meeting, by Redis' clock: no create has made it since
 * @param lease that the poller still has on the server
 * @param mayStillRun the server may have the meeting: then it was neither created nor joined within the last minutes, and what
 *     the server has is a stale copy from now on
 */
public record ForgetCondition(
        ServerId server,
        Optional<Instant> assignedBefore,
        Optional<Instant> checkedAt,
        Optional<PollLease> lease,
        boolean mayStillRun) {

    /** The meeting is assigned to this server. */
    public static ForgetCondition on(ServerId server) {
        return new ForgetCondition(server, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** The server did not have the meeting, or ended it, when it was asked. */
    public static ForgetCondition ended(ServerId server, Instant checkedAt) {
        return new ForgetCondition(server, Optional.empty(), Optional.of(checkedAt), Optional.empty(), false);
    }

    /** The meeting had no users when its server was asked; the server may still have it. */
    public static ForgetCondition unused(ServerId server, Instant checkedAt) {
        return new ForgetCondition(server, Optional.empty(), Optional.of(checkedAt), Optional.empty(), true);
    }

    /** No create has made the meeting on this server, although the server may have it. */
    public static ForgetCondition neverCreated(ServerId server) {
        return unused(server, Instant.EPOCH);
    }

    /** The same, if the meeting was assigned before this time. */
    public ForgetCondition andAssignedBefore(Instant time) {
        return new ForgetCondition(server, Optional.of(time), checkedAt, lease, mayStillRun);
    }

    /** The same, if the poller still has its lease. */
    public ForgetCondition andLeased(PollLease held) {
        return new ForgetCondition(server, assignedBefore, checkedAt, Optional.of(held), mayStillRun);
    }
}
