package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.Programs.Cached;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.benchmarks.suite.Suite.Simulators;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;

/** Writes the AOT caches of the suite's programs, each from a run over stores and simulated servers. */
final class TrainAot {
    private static final int SERVERS = 3;
    private static final int ROUNDS = 60;
    private static final Duration ONLINE = Duration.ofMinutes(3);
    private static final Duration CACHE_WRITTEN = Duration.ofMinutes(5);
    private static final Duration IMPORTED = Duration.ofMinutes(3);
    private static final Duration POLLS = Duration.ofSeconds(3);

    /** Each way to the stores, to the servers and to a listing. */
    private static final String[] COMMANDS = {
        "status",
        "servers list",
        "meetings list",
        "tenants list",
        "audit",
        "poll all",
        "recordings list",
        "callbacks list"
    };

    private final Suite suite;

    private TrainAot(Suite suite) {
        this.suite = suite;
    }

    /**
     * Trains all programs.
     *
     * @param arguments the root of the checkout; for an installed suite also its home, and the directory of the caches
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        SuiteHome suite = arguments.length == 1
                ? SuiteHome.checkout(root)
                : SuiteHome.installed(Path.of(arguments[1]), Path.of(arguments[2]));
        Programs programs = new Programs(root, suite, System.getenv());
        try (WorkDirectory directory = WorkDirectory.create("train-aot")) {
            new TrainAot(new Suite(programs, directory)).train();
        } catch (BenchmarkException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void train() throws IOException, InterruptedException {
        for (Cached program : Cached.values()) {
            Files.createDirectories(suite.programs().cache(program).getParent());
        }
        Simulators simulators = suite.simulators("simulator", SERVERS, 1);
        ServerRegistry registry = new ServerRegistry(suite.redis(Map.of()));
        for (URI url : simulators.urls()) {
            ServerId id = new ServerId("bbb-" + (simulators.urls().indexOf(url) + 1));
            registry.add(id, url, simulators.secret(), 1, Optional.empty());
            registry.changeState(id, Server.State.ENABLED);
        }
        ServiceProcess poller = startPoller(registry);
        together(List.of(
                () -> {
                    Thread.sleep(POLLS);
                    finish(poller, Cached.POLLER);
                },
                this::trainApi,
                this::trainImporter));
        trainCommands();
    }

    /** A part of the training that needs nothing of the others. */
    private interface Part {
        void train() throws InterruptedException;
    }

    /** Most of the time a single processor writes a cache. */
    private static void together(List<Part> parts) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Part part : parts) {
                running.add(threads.submit(() -> {
                    part.train();
                    return null;
                }));
            }
            for (Future<?> part : running) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new BenchmarkException("the training failed: " + e.getCause(), e);
        }
    }

    private void trainImporter() throws InterruptedException {
        ImportTraining training = new ImportTraining(suite.directory().resolve("recordings"));
        ServiceProcess importer = suite.start(
                "importer", suite.programs().train(Cached.IMPORTER), suite.environment(training.environment()));
        training.drop();
        Suite.await(importer, IMPORTED, training::isImported);
        finish(importer, Cached.IMPORTER);
    }

    /** A poller that has found the servers well. */
    private ServiceProcess startPoller(ServerRegistry registry) {
        ServiceProcess poller = suite.start(
                "poller",
                suite.programs().train(Cached.POLLER),
                suite.environment(Map.of("POLL_INTERVAL", "0.5", "RAILS_LOG_LEVEL", "info")));
        Suite.await(poller, ONLINE, () -> registry.all().stream().allMatch(Server::online));
        return poller;
    }

    private void trainApi() throws InterruptedException {
        Service api = suite.api(suite.programs().train(Cached.API), Map.of("RAILS_LOG_LEVEL", "info"));
        SignedCalls calls = Suite.frontEnd(api);
        for (int round = 0; round < ROUNDS; round++) {
            visit(calls, "training-" + round % 20, round);
        }
        finish(api.process(), Cached.API);
    }

    /** What front-ends and orchestrators do. */
    private static void visit(SignedCalls calls, String id, int round) {
        CallParameters which = CallParameters.of("meetingID", id);
        LocalHttp.get(URI.create(calls.api().resolve("/health_check").toString()));
        LocalHttp.get(calls.api());
        Suite.create(calls, which.with("name", "Training & more").with("meta_origin", "training"));
        LocalHttp.get(
                calls.address("join", which.with("fullName", "Ada Lovelace").with("role", "MODERATOR")));
        LocalHttp.get(calls.address("isMeetingRunning", which));
        LocalHttp.get(calls.address("getMeetingInfo", which));
        LocalHttp.get(calls.address("getMeetingInfo", CallParameters.of("meetingID", "unknown")));
        LocalHttp.get(calls.address("getMeetings", CallParameters.none()));
        LocalHttp.get(calls.address("getRecordings", which));
        LocalHttp.send(calls.address("insertDocument", which), "POST", "");
        LocalHttp.get(URI.create(calls.address("isMeetingRunning", which) + "0"));
        if (round % 10 == 9) {
            LocalHttp.get(URI.create(calls.api().resolve("/metrics").toString()));
            LocalHttp.get(calls.address("end", which.with("password", "wrong")));
        }
    }

    private void trainCommands() throws InterruptedException {
        finish(
                suite.start(
                        "commands", suite.programs().train(Cached.COMMAND_LINE, COMMANDS), suite.environment(Map.of())),
                Cached.COMMAND_LINE);
    }

    /** The JVM writes the cache when it ends. */
    private void finish(ServiceProcess process, Cached program) throws InterruptedException {
        Path cache = suite.programs().cache(program);
        process.end(CACHE_WRITTEN, program.isService());
        try {
            if (!Files.exists(cache) || !process.wrote(cache)) {
                throw process.failure("has written no AOT cache");
            }
            System.out.printf("%s: %d MiB%n", cache, Files.size(cache) >> 20);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + cache, e);
        }
    }
}
