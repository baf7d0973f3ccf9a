package org.scalelite.common.redis;

/** How Redis is, by what it says to a {@code PING}. */
enum PingResult {
    /** It takes commands. */
    OK,
    /** It answers that it takes none at the moment: the connection is good, and calls are of no use. */
    BUSY,
    /** Nothing comes. */
    NO_ANSWER
}
