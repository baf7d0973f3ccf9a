package org.scalelite.system.chaos;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.PostgresServer;
import org.scalelite.stores.RedisServer;
import org.scalelite.system.SuiteProcess;

/** Two API replicas, two pollers and an importer as processes, with stores of their own and simulated servers behind cuttable links. */
final class Installation implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(2);
    static final Duration GRACE = Duration.ofSeconds(12);

    /** In which a server is polled again, whatever happens to pollers: two intervals, but not less than this. */
    static final Duration LONGEST_GAP = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(90);
    private static final String SECRET = "the-front-end-secret";

    /** How many times as long as promised things may take. */
    private final int allowance;

    private final RedisServer redis = RedisServer.start();
    private final PostgresServer postgres = PostgresServer.start();
    private final List<Integer> ports = List.of(SuiteProcess.freePort(), SuiteProcess.freePort());
    private final Recordings recordings = new Recordings(postgres.url());
    private final TestRegistry registry = new TestRegistry(redis.url());
    private final SimulatedPool pool;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Program> apis = new ArrayList<>();
    private final List<Program> pollers = new ArrayList<>();
    private final Program importer;
    private final List<FrontEnd> frontEnds = new ArrayList<>();

    /** One whose machine has nothing else to do. */
    Installation(int servers) {
        this(servers, 1);
    }

    /** One on a machine that may be busy with other things. */
    Installation(int servers, int allowance) {
        this.allowance = allowance;
        pool = SimulatedPool.start(servers);
        pool.servers().forEach(server -> machines.add(new Machine(server)));
        for (Machine machine : machines) {
            registry.servers().add(machine.id(), machine.url(), machine.secret(), 1, Optional.empty());
            registry.servers().changeState(machine.id(), Server.State.ENABLED);
        }
        List<PollerNetwork> networks = List.of(PollerNetwork.values());
        for (int i = 1; i <= 2; i++) {
            Map<String, String> environment = environment();
            environment.put("PORT", String.valueOf(ports.get(i - 1)));
            apis.add(new Program("api-" + i, "api-service", "The API listens on ", environment));
            frontEnds.add(new FrontEnd(address(ports.get(i - 1)), SECRET));
            pollers.add(new Program(
                    "poller-" + i,
                    "poller-service",
                    "Polling every ",
                    environment(),
                    List.of(networks.get(i - 1).option())));
        }
        importer = new Program("importer", "recording-importer", "Importing recordings from ", environment());
        try {
            programs().forEach(Program::start);
            programs().forEach(Program::awaitReady);
            await("all servers online").atMost(START).until(() -> online() == servers);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The longest time that something may take which is promised within this one. */
    Duration allowed(Duration promised) {
        return promised.multipliedBy(allowance);
    }

    /** The environment of every program of the suite. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(recordings.environment());
        environment.putAll(registry.environment());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("BBB_CALLBACK_BASE", address(ports.getLast()).toString());
        environment.put("REDIS_TIMEOUT", "5");
        environment.put("POLL_INTERVAL", String.valueOf(INTERVAL.toSeconds()));
        environment.put("MEETING_GRACE_PERIOD", String.valueOf(GRACE.toSeconds()));
        environment.put("SERVER_SLOW_START", "2");
        environment.put("CONNECT_TIMEOUT", "1");
        environment.put("RESPONSE_TIMEOUT", "2");
        // Loads are then exactly what the meetings hold at the moment.
        environment.put("LOAD_JOIN_BUFFER_TIME", "0");
        environment.put("LOAD_MIN_USER_COUNT", "3");
        return environment;
    }

    long online() {
        return registry.servers().all().stream().filter(Server::online).count();
    }

    /** Replaces services by ones with these variables besides their own. */
    static void restart(List<Program> programs, Map<String, String> further) {
        for (Program program : programs) {
            program.kill();
            program.start(further);
        }
        programs.forEach(Program::awaitReady);
    }

    List<Program> programs() {
        return Stream.of(apis, pollers, List.of(importer)).flatMap(List::stream).toList();
    }

    List<Program> apis() {
        return apis;
    }

    List<Program> pollers() {
        return pollers;
    }

    List<FrontEnd> frontEnds() {
        return frontEnds;
    }

    List<Machine> machines() {
        return machines;
    }

    Recordings recordings() {
        return recordings;
    }

    TestRegistry registry() {
        return registry;
    }

    RedisServer redis() {
        return redis;
    }

    PostgresServer postgres() {
        return postgres;
    }

    @Override
    public void close() {
        programs().forEach(Program::close);
        machines.forEach(Machine::close);
        pool.close();
        registry.close();
        recordings.close();
        postgres.close();
        redis.close();
    }
}
