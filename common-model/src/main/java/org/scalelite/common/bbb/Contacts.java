package org.scalelite.common.bbb;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The outcome of the last call of this process to each BBB server, to distinguish a server that is down from a network
 * failure of this host.
 */
public final class Contacts {
    private final Map<URI, Contact> last = new ConcurrentHashMap<>();

    Contacts() {}

    /** The outcome of a call. */
    public enum Kind {
        /** An answer with status 200. */
        SUCCESS,
        /** Another answer: the server is reachable. */
        ANSWER,
        /** No answer, or no connection. */
        SILENCE
    }

    /**
     * The last call to a server.
     *
     * @param at when it was answered or timed out, by {@link System#nanoTime}
     */
    public record Contact(Kind kind, long at) {

        /** Whether the contact is not older than this time. */
        public boolean isSince(long nanoTime) {
            return at - nanoTime >= 0;
        }
    }

    void add(URI server, Kind kind) {
        last.put(server, new Contact(kind, System.nanoTime()));
    }

    /** The last call to a server; empty if there was none. */
    public Optional<Contact> last(URI server) {
        return Optional.ofNullable(last.get(server));
    }

    /** The last call to each server. */
    public Map<URI, Contact> all() {
        return Map.copyOf(last);
    }
}
