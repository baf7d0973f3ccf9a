package org.scalelite.simulator;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Gives every test a fresh server, a clock that stands still and a client. */
public abstract class WithServer {

    public static final String SECRET = "unit-test-secret";

    /** A busy machine must not decide a test. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    public final SettableClock clock = new SettableClock();
    public final SimulatedPool pool;
    public final SimulatedBbbServer server;
    public final BbbClient client;

    public WithServer() {
        this(SimulatorOptions.defaults());
    }

    public WithServer(SimulatorOptions options) {
        Awaitility.setDefaultTimeout(TIMEOUT);
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
