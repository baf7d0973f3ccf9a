package org.scalelite.api.meeting;

/** Whether a server has a meeting. */
enum Presence {
    /** It has it. */
    OURS,
    /** It has one of the same id that belongs to another tenant. */
    FOREIGN,
    /** It has none. */
    ABSENT,
    /** It does not say. */
    UNKNOWN
}
