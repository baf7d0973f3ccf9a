package org.scalelite.poller.server;

import java.util.Map;

/**
 * What a server reports of the users of a meeting besides their number, for metrics.
 *
 * @param voiceUsers with a microphone
 * @param listeners listen-only users
 * @param clients users by the kind of their client
 * @param originServer host of the front-end, as given by it; may be empty
 * @param originName kind of the front-end, as given by it; may be empty
 */
public record Audience(
        int voiceUsers, int listeners, Map<String, Integer> clients, String originServer, String originName) {
    /** Nothing is known. */
    public static final Audience UNKNOWN = new Audience(0, 0, Map.of(), "", "");

    public Audience {
        clients = Map.copyOf(clients);
    }
}
