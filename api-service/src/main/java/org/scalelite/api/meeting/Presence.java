package org.scalelite.api.meeting;

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

    /** Whether the server has this tenant's meeting. */
    boolean isOurs() {
        return this == RUNNING || this == EMPTY;
    }
}
