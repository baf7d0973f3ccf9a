package org.scalelite.common.meeting;

/** Whether a user may join a meeting. */
public sealed interface Admission {

    /** The user may join. */
    record Admitted(MeetingLocation location) implements Admission {}

    /** The meeting was not found. */
    record NoMeeting() implements Admission {}

    /**
     * The meeting was not found, but the registry is incomplete because Redis was emptied: it may run.
     *
     * @param unconfirmed whether polls are still running that may find it; false if there are no servers
     */
    record Unsure(boolean unconfirmed) implements Admission {}

    /** The user limit of the tenant is reached. */
    record LimitReached() implements Admission {}
}
