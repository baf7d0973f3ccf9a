package org.scalelite.api.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.scalelite.api.ApiService;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.stores.TestStores;

/**
 * Replicas of the API over real stores and a pool of simulated BBB servers, all of them enabled and online. A test class that
 * registers it as an extension shares it: each test has a new pool in an empty registry, and gets replicas of earlier tests if
 * they have the environment that it wants.
 */
public final class TestSuite implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    public static final String SECRET = "front-end-secret";

    private final TestRegistry registry;
    private final SimulatorOptions options;
    private final List<ServerId> ids = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Replica> unused = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Map<String, String> environmentOfClass = Map.of();
    private SimulatedPool pool;

    private record Replica(ApiService api, Map<String, String> environment) {}

    /** A pool of servers without a replica. */
    public TestSuite(int servers) {
        this(servers, new TestRegistry());
    }

    /** A pool in a registry, possibly on a separate Redis. */
    public TestSuite(int servers, TestRegistry registry) {
        this(SimulatorOptions.defaults().withServers(servers), registry);
    }

    public TestSuite(SimulatorOptions options) {
        this(options, new TestRegistry());
    }

    private TestSuite(SimulatorOptions options, TestRegistry registry) {
        this.options = options;
        this.registry = registry;
        this.pool = start(options);
        environment.putAll(registry.environment());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("DATABASE_URL", TestStores.databaseUrl());
        environment.put("PORT", "0");
        // All tests call from one address.
        environment.put("CHECKSUM_FAILURES_PER_MINUTE", "1000000");
    }

    private SimulatedPool start(SimulatorOptions poolOptions) {
        SimulatedPool started = SimulatedPool.start(poolOptions);
        for (SimulatedBbbServer server : started.servers()) {
            ids.add(registry.online(server.apiUrl(), server.secret()));
        }
        return started;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        share();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        renew();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Several tests use it, with the present environment if they change nothing. */
    public void share() {
        environmentOfClass = Map.copyOf(environment);
    }

    /** Everything is as for the first test, but replicas that run stay for tests that want one of their environment. */
    public void renew() {
        environment.clear();
        environment.putAll(environmentOfClass);
        unused.addAll(replicas);
        replicas.clear();
        renew(options);
    }

    /** A new pool in an empty registry, for the replicas that run. */
    public void renew(int servers) {
        renew(options.withServers(servers));
    }

    private void renew(SimulatorOptions poolOptions) {
        pool.close();
        registry.clear();
        ids.clear();
        pool = start(poolOptions);
    }

    /** Sets a variable for the replicas that are started after it. */
    public TestSuite with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Another replica. */
    public ApiService replica() {
        Replica replica = unused.stream()
                .filter(other -> other.environment().equals(environment))
                .findFirst()
                .orElseGet(() -> new Replica(ApiService.start(Settings.of(environment)), Map.copyOf(environment)));
        unused.remove(replica);
        replicas.add(replica);
        return replica.api();
    }

    /** Stops a replica. */
    public void stop(ApiService replica) {
        replicas.removeIf(other -> other.api() == replica);
        replica.close();
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
        replicas.forEach(replica -> replica.api().close());
        unused.forEach(replica -> replica.api().close());
        pool.close();
        registry.close();
    }
}
