package org.scalelite.common.server;

import org.scalelite.common.bbb.BbbEndpoint;

/** A server whose meetings can be reached: online and not disabled. */
public record ServingServer(ServerId id, BbbEndpoint endpoint) {

    @Override
    public String toString() {
        return id + " (" + endpoint + ")";
    }
}
