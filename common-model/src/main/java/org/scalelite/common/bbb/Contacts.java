package org.scalelite.common.bbb;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How each BBB server answered the last call of this process, whatever the call: what tells a server that is down from a
 * network of our own that is. There are as many as the registry has had servers.
 */
public final class Contacts {
    private final Map<URI, Contact> last = new ConcurrentHashMap<>();

    Contacts() {}

    /** What came of a call. */
    public enum Kind {
        /** An answer with status 200. */
        SUCCESS,
        /** Another answer: the way to the server is there. */
        ANSWER,
        /** No answer, or no connection. */
        SILENCE
    }

    /**
     * The last call to a server.
     *
     * @param at when it was answered or given up, by {@link System#nanoTime}
     */
    public record Contact(Kind kind, long at) {

        /** Whether that was at this time or later. */
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
