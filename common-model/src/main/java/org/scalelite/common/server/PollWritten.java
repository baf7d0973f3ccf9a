package org.scalelite.common.server;

import java.util.List;

/** What became of writing a poll. */
public sealed interface PollWritten {

    /**
     * It is in the registry.
     *
     * @param state of the server afterwards
     * @param rungChanged whether this poll moved the server on the ladder
     * @param unexpected its meetings that the registry did not have there
     */
    record Written(Server.State state, boolean rungChanged, List<Unexpected> unexpected) implements PollWritten {
        public Written {
            unexpected = List.copyOf(unexpected);
        }
    }

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
