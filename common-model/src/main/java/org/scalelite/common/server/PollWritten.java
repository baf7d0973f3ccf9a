package org.scalelite.common.server;

import java.util.List;

/** What became of writing a poll. */
public sealed interface PollWritten {

    /**
     * It is in the registry.
     *
     * @param state of the server afterwards
     * @param healthStateChanged whether this poll moved the server on the ladder
     * @param unexpected its meetings that the registry did not have there
     */
    record Written(Server.State state, boolean healthStateChanged, List<Unexpected> unexpected) implements PollWritten {
        public Written {
            unexpected = List.copyOf(unexpected);
        }
    }

    /**
     * The server did not answer, but that needs the word of another poller or of an API replica to have the effect that it
     * would have had.
     *
     * @param health what the server has now, as Redis has it; empty if nothing
     * @param healthChanged whether this poll changed it
     */
    record Withheld(String health, boolean healthChanged) implements PollWritten {}

    /** The server was removed meanwhile. */
    record Removed() implements PollWritten {}

    /** Another poller has the server by now; nothing was written. */
    record Stale() implements PollWritten {}

    /** A meeting that the registry did not have on the server that shows it. */
    sealed interface Unexpected {
        String tenant();

        String meetingId();

        /** It was in no record, and is in one now. */
        record Adopted(String tenant, String meetingId) implements Unexpected {}

        /** It belongs to another server. */
        record Elsewhere(String tenant, String meetingId, ServerId home) implements Unexpected {}
    }
}
