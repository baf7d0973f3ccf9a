package org.scalelite.common.meeting;

/** Whether a user may join a meeting. */
public sealed interface Admission {

    /** The meeting is here, for this user too. */
    record Admitted(MeetingLocation location) implements Admission {}

    /** There is no such meeting. */
    record NoMeeting() implements Admission {}

    /**
     * There is no such meeting in a registry that is not complete, because Redis was emptied: it may run all the same.
     *
     * @param unconfirmed whether polls that are under way will tell; if not, there are no servers at all
     */
    record Unsure(boolean unconfirmed) implements Admission {}

    /** The tenant's meetings have as many users as they may have. */
    record LimitReached() implements Admission {}
}
