package org.scalelite.common.server;

import java.time.Duration;

/**
 * How long a server gets no new meetings that could not make one, although polls find it well (docs/adr/0010). The pause
 * doubles with each failure in a row; after it one create is let through, and only one that works ends the pauses.
 */
public final class CreatePauses {
    public static final Duration FIRST = Duration.ofSeconds(15);
    public static final Duration LONGEST = Duration.ofMinutes(10);

    /** So many meetings in a row that a server did not make are its fault, whatever it was sent. */
    static final int MOST_DOUBTS = 3;

    static final Duration DOUBTS_KEPT = Duration.ofMinutes(10);

    private CreatePauses() {}
}
