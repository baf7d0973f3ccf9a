package org.scalelite.api.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.ApiService;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.TestStores;

/** Replicas of the API over real stores and a pool of simulated BBB servers, all of them enabled and online. */
public final class TestSuite implements AutoCloseable {
    public static final String SECRET = "front-end-secret";

    private final TestRegistry registry;
    private final SimulatedPool pool;
    private final List<ServerId> ids = new ArrayList<>();
    private final List<ApiService> replicas = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    /** A pool of servers without a replica. */
    public TestSuite(int servers) {
        this(SimulatedPool.start(servers));
    }

    public TestSuite(SimulatedPool pool) {
        this(pool, new TestRegistry());
    }

    /** A pool in a registry, possibly on a separate Redis. */
    public TestSuite(SimulatedPool pool, TestRegistry registry) {
        this.pool = pool;
        this.registry = registry;
        for (SimulatedBbbServer server : pool.servers()) {
            ids.add(registry.online(server.apiUrl(), server.secret()));
        }
        environment.putAll(registry.environment());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("DATABASE_URL", TestStores.databaseUrl());
        environment.put("PORT", "0");
        // All tests call from one address.
        environment.put("CHECKSUM_FAILURES_PER_MINUTE", "1000000");
    }

    /** Sets a variable for the replicas that are started after it. */
    public TestSuite with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts another replica. */
    public ApiService replica() {
        ApiService replica = ApiService.start(Settings.of(environment));
        replicas.add(replica);
        return replica;
    }

    /** A front-end with its own replica. */
    public FrontEnd frontEnd() {
        return new FrontEnd(replica().uri(), SECRET);
    }

    public TestRegistry registry() {
        return registry;
    }

    public SimulatedBbbServer server(int index) {
        return pool.server(index);
    }

    public List<SimulatedBbbServer> servers() {
        return pool.servers();
    }

    public ServerId id(int index) {
        return ids.get(index);
    }

    /** The servers that have this meeting. */
    public List<SimulatedBbbServer> hosting(String meetingId) {
        return pool.servers().stream()
                .filter(server -> server.meeting(meetingId).isPresent())
                .toList();
    }

    /** The only server that has this meeting. */
    public SimulatedBbbServer host(String meetingId) {
        List<SimulatedBbbServer> hosting = hosting(meetingId);
        if (hosting.size() != 1) {
            throw new AssertionError(meetingId + " is on " + hosting.size() + " servers");
        }
        return hosting.getFirst();
    }

    /** Another server. */
    public SimulatedBbbServer other(SimulatedBbbServer than) {
        return pool.servers().stream()
                .filter(server -> server != than)
                .findFirst()
                .orElseThrow();
    }

    /** The id of the server with this URL. */
    public ServerId idOf(SimulatedBbbServer server) {
        return ids.get(pool.servers().indexOf(server));
    }

    public Optional<Double> load(int index) {
        return registry.load(ids.get(index));
    }

    @Override
    public void close() {
        replicas.forEach(ApiService::close);
        pool.close();
        registry.close();
    }
}
