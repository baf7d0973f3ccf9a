package org.scalelite.api.meeting;

/** Whether a server has a meeting. */
enum Presence {
    /** It has it, and somebody is in it. */
    RUNNING,
    /** It has it, and nobody is in it. */
    EMPTY,
    /** It has one of the same id that belongs to another tenant. */
    FOREIGN,
    /** It has none. */
    ABSENT,
    /** It does not say. */
    UNKNOWN;

    /** Whether it has the meeting. */
    boolean isOurs() {
        return this == RUNNING || this == EMPTY;
    }
}
