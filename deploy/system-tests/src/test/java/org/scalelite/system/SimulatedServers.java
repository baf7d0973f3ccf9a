package org.scalelite.system;

import java.util.Optional;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;

/** The servers of a simulated pool in a registry. */
final class SimulatedServers {
    private SimulatedServers() {}

    /** Adds and enables all servers; a poll brings them online. */
    static void enable(ServerRegistry servers, SimulatedPool pool) {
        for (SimulatedBbbServer server : pool.servers()) {
            ServerId id = ServerRegistry.newId(server.apiUrl(), false);
            servers.add(id, server.apiUrl(), server.secret(), 1, Optional.empty());
            servers.changeState(id, Server.State.ENABLED);
        }
    }
}
