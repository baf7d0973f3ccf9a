package org.scalelite.common.server;

import java.time.Duration;

/**
 * The pause in which a server that failed to create a meeting gets no new ones, although its polls succeed
 * (docs/adr/0010). It doubles with each consecutive failure. After it one create is sent as a probe, and its success
 * ends the pauses.
 */
public final class CreatePauses {
    public static final Duration FIRST = Duration.ofSeconds(15);
    public static final Duration MAX = Duration.ofMinutes(10);

    /** After this number of consecutive doubtful failures the server counts as failed. */
    static final int MAX_DOUBTS = 3;

    static final Duration DOUBT_TTL = Duration.ofMinutes(10);

    private CreatePauses() {}
}
