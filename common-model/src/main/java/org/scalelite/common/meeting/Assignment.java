package org.scalelite.common.meeting;

import java.util.Optional;

/** What became of giving a meeting a server. */
public sealed interface Assignment {

    /**
     * The meeting had its server before.
     *
     * @param answer what its create was answered, if that is known and its server cannot create meetings now
     */
    record Existing(MeetingLocation location, MeetingState state, Optional<String> answer) implements Assignment {}

    /**
     * The meeting had its server before, which is offline; it may still run there.
     *
     * @param answer what its create was answered, if that is known
     */
    record ServerOffline(MeetingLocation location, Optional<String> answer) implements Assignment {}

    /**
     * The meeting is new on this server.
     *
     * @param probe whether the server could not create meetings lately, and another one might
     */
    record Created(MeetingLocation location, boolean probe) implements Assignment {}

    /** Servers have just come back, and not all have said which meetings they have; nothing was recorded. */
    record NotYet() implements Assignment {}

    /** No server fits; nothing was recorded. */
    record NoServer() implements Assignment {}

    /** Servers fit, but each has a meeting of this id that is another tenant's; nothing was recorded. */
    record IdTaken() implements Assignment {}

    /** The breakout room's parent is not known; nothing was recorded. */
    record NoParent() implements Assignment {}

    /** The server of the breakout room's parent is offline or disabled; nothing was recorded. */
    record ParentUnavailable() implements Assignment {}

    /** The tenant has as many meetings as it may have; nothing was recorded. */
    record LimitReached() implements Assignment {}

    /** All candidates for the voice bridge are in use; nothing was recorded. */
    record NoVoiceBridge() implements Assignment {}
}
