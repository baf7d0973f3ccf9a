package org.scalelite.common.server;

import java.util.List;

/** The outcome of writing a poll. */
public sealed interface PollWritten {

    /**
     * The poll was written.
     *
     * @param state of the server afterwards
     * @param healthStateChanged whether this poll changed the health state
     * @param unexpected meetings that the registry did not have on this server
     */
    record Written(Server.State state, boolean healthStateChanged, List<Unexpected> unexpected) implements PollWritten {
        public Written {
            unexpected = List.copyOf(unexpected);
        }
    }

    /**
     * The server did not answer, but the change needs a confirmation by another poller or an API replica.
     *
     * @param health state of the server, as stored in Redis; empty if there is none
     * @param healthChanged whether this poll changed it
     */
    record Withheld(String health, boolean healthChanged) implements PollWritten {}

    /** The server was removed meanwhile. */
    record Removed() implements PollWritten {}

    /** Another poller holds the lease; nothing was written. */
    record Stale() implements PollWritten {}

    /** A meeting that the registry did not have on this server. */
    sealed interface Unexpected {
        String tenant();

        String meetingId();

        /** It was not in the registry and was added. */
        record Adopted(String tenant, String meetingId) implements Unexpected {}

        /** It belongs to another server. */
        record Elsewhere(String tenant, String meetingId, ServerId home) implements Unexpected {}
    }
}
