package org.scalelite.simulator;

import org.junit.jupiter.api.AfterEach;

/** Gives every test a fresh server, a clock that stands still and a client. */
abstract class WithServer {

    static final String SECRET = "unit-test-secret";

    final SettableClock clock = new SettableClock();
    final SimulatedPool pool;
    final SimulatedBbbServer server;
    final BbbClient client;

    WithServer() {
        this(SimulatorOptions.defaults());
    }

    WithServer(SimulatorOptions options) {
        pool = SimulatedPool.start(options.withClock(clock).withSecret(SECRET).withThreads(1));
        server = pool.server(0);
        client = new BbbClient(server);
    }

    @AfterEach
    void closePool() {
        client.close();
        pool.close();
    }
}
