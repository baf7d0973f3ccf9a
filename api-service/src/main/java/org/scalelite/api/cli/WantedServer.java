package org.scalelite.api.cli;

import java.net.URI;
import java.util.Optional;
import org.scalelite.common.server.ServerId;

/**
 * A server as a pool file wants it.
 *
 * @param id empty where the file leaves it to us
 * @param enabled empty where the file says nothing
 * @param tag an empty text for none
 */
record WantedServer(
        Optional<ServerId> id, URI url, String secret, Optional<Boolean> enabled, double loadMultiplier, String tag) {

    /** How messages name it. */
    String name() {
        return id.map(ServerId::value).orElseGet(url::toString);
    }

    @Override
    public String toString() {
        return "WantedServer[%s]".formatted(name());
    }
}
