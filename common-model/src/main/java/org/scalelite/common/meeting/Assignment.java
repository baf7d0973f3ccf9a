package org.scalelite.common.meeting;

import java.util.Optional;

/** The outcome of assigning a server to a meeting. */
public sealed interface Assignment {

    /**
     * The meeting has a server already.
     *
     * @param answer the stored answer to its create, if there is one and its server cannot create meetings now
     */
    record Existing(MeetingLocation location, MeetingState state, Optional<String> answer) implements Assignment {}

    /**
     * The meeting has a server that is offline; it may still run there.
     *
     * @param answer the stored answer to its create, if there is one
     */
    record ServerOffline(MeetingLocation location, Optional<String> answer) implements Assignment {}

    /**
     * The meeting was assigned to this server.
     *
     * @param probe whether the server recently failed to create meetings, and another one may be able to
     */
    record Created(MeetingLocation location, boolean probe) implements Assignment {}

    /** Servers are online again, and not all have been polled for their meetings; nothing was recorded. */
    record NotYet() implements Assignment {}

    /** No server matches; nothing was recorded. */
    record NoServer() implements Assignment {}

    /** Each matching server has a meeting of another tenant with this id; nothing was recorded. */
    record IdTaken() implements Assignment {}

    /** The parent of the breakout room was not found; nothing was recorded. */
    record NoParent() implements Assignment {}

    /** The server of the breakout room's parent is offline or disabled; nothing was recorded. */
    record ParentUnavailable() implements Assignment {}

    /** The meeting limit of the tenant is reached; nothing was recorded. */
    record LimitReached() implements Assignment {}

    /** All candidates for the voice bridge are in use; nothing was recorded. */
    record NoVoiceBridge() implements Assignment {}

    /**
     * The state of a meeting in the registry.
     *
     * @param created false if no create of it has succeeded and no poll has listed it
     * @param inUse whether it was created or joined within the last minutes, although its server may report no users yet
     * @param createsFail whether its server recently failed to create meetings
     * @param suspect whether its server recently failed a poll or a call
     */
    public record MeetingState(boolean created, boolean inUse, boolean createsFail, boolean suspect) {}
}
