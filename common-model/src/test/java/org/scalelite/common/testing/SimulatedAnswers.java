package org.scalelite.common.testing;

import java.time.Duration;
import java.util.Map;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;

/** Answers as a simulated BBB server gives them. */
public final class SimulatedAnswers {
    private static final Duration TIMEOUT = TestTimeout.LIMIT;
    private static final int MAX_BYTES = 1 << 20;

    private SimulatedAnswers() {}

    /** The getMeetings of a server with three meetings, of which one belongs to a tenant. */
    public static byte[] meetings() {
        try (SimulatedPool pool = SimulatedPool.start(1)) {
            SimulatedBbbServer server = pool.server(0);
            server.createMeeting("one", Map.of("name", "Äpfel & <Birnen>", "meta_size", "ü]]>"));
            server.createMeeting("two", Map.of("name", "two", "meta_tenant-id", "t-1"));
            server.createMeeting("three", Map.of("name", "three"));
            server.connectUsers("one", 1, 2);
            server.connectUsers("two", 1, 0);
            return ask(server, "getMeetings");
        }
    }

    /** What a server answers to a call without parameters. */
    public static byte[] ask(SimulatedBbbServer server, String call) {
        BbbClientConfig config = new BbbClientConfig(TIMEOUT, TIMEOUT, ChecksumAlgorithm.SHA256, MAX_BYTES, 4);
        try (BbbClient bbb = new BbbClient(config)) {
            BbbEndpoint endpoint = new BbbEndpoint(server.apiUrl(), server.secret(), true);
            if (bbb.fetchLong(endpoint, call, CallParameters.none(), fetched -> fetched)
                    instanceof BbbClient.Fetched.Document(byte[] xml)) {
                return xml;
            }
            throw new AssertionError(call + " was not answered");
        }
    }
}
