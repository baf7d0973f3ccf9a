package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.benchmarks.load.FloorAddresses;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;

/** Everything that a run starts on this machine, and stops when it is closed. */
public final class Suite implements AutoCloseable {
    static final String SECRET = "the-load-balancer-secret-of-a-benchmark";
    private static final String SERVER_SECRET = "the-secret-of-all-simulated-servers";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final int POLLS = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final Programs programs;
    private final Path directory;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, String> stores;
    private boolean closed;

    /** Starts the stores; everything else comes when it is asked for. */
    public Suite(Programs programs, WorkDirectory workDirectory) {
        this.programs = programs;
        this.directory = workDirectory.path();
        // Known before anything runs, so that an end at any moment leaves nothing behind.
        workDirectory.closeFirst(this);
        Path ready = directory.resolve("stores.ready");
        ServiceProcess process = start("stores", programs.stores(directory.resolve("data"), ready), Map.of());
        this.stores = new HashMap<>(awaitReady(process, ready));
    }

    /** Takes another Redis than that of the stores: the one that is installed, as in most deployments. */
    public void useRedis(String program) throws IOException {
        int port = freePort();
        Path data = Files.createDirectory(directory.resolve("redis"));
        ServiceProcess process = start("redis", Programs.redis(program, port, data), Map.of());
        await(process, () -> listens(port));
        stores.put("REDIS_URL", "redis://127.0.0.1:" + port + "/0");
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A program that listens. */
    public record Service(ServiceProcess process, int port) {}

    /** Simulated servers, named {@code bbb-1} and so on by themselves. */
    public record Simulators(List<URI> urls, String secret, URI control, ServiceProcess process) {
        public SignedCalls calls(int server) {
            return new SignedCalls(urls.get(server), secret);
        }
    }

    public Programs programs() {
        return programs;
    }

    Path directory() {
        return directory;
    }

    public ServiceProcess start(String name, List<String> command, Map<String, String> environment) {
        ServiceProcess process = ServiceProcess.start(name, command, environment, directory.resolve(name + ".log"));
        keep(process);
        return process;
    }

    /** What comes too late, because the run is being stopped, is stopped at once. */
    private void keep(AutoCloseable resource) {
        if (!keepUnlessClosed(resource)) {
            close(resource);
            throw new BenchmarkException("the run was stopped");
        }
    }

    private synchronized boolean keepUnlessClosed(AutoCloseable resource) {
        if (!closed) {
            started.push(resource);
        }
        return !closed;
    }

    /** The environment of the suite's programs. */
    public Map<String, String> environment(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(stores);
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("RAILS_LOG_LEVEL", "warn");
        environment.putAll(further);
        return environment;
    }

    public Service api(List<String> command, Map<String, String> further) {
        int port = freePort();
        Map<String, String> environment = environment(further);
        environment.put("PORT", Integer.toString(port));
        ServiceProcess process = start("api", command, environment);
        awaitAnswer(process, port, "/health_check");
        return new Service(process, port);
    }

    public Service floors(FloorAddresses addresses) throws IOException {
        Path file = directory.resolve("floor-addresses");
        addresses.write(file);
        int port = freePort();
        Map<String, String> environment = environment(Map.of("PORT", Integer.toString(port)));
        ServiceProcess process = start("floors", programs.floor(file), environment);
        awaitAnswer(process, port, "/floor/running/0");
        return new Service(process, port);
    }

    public Simulators simulators(String name, int servers, int threads, String... further) {
        Path ready = directory.resolve(name + ".ready");
        List<String> options = new ArrayList<>(List.of("--secret", SERVER_SECRET));
        options.addAll(List.of(further));
        ServiceProcess process = start(name, programs.simulator(ready, servers, threads, options), Map.of());
        Map<String, String> values = awaitReady(process, ready);
        List<URI> urls = Arrays.stream(values.getOrDefault("SIMULATOR_URLS", "").split(",", -1))
                .map(URI::create)
                .toList();
        return new Simulators(urls, SERVER_SECRET, URI.create(values.getOrDefault("CONTROL_URL", "")), process);
    }

    /** Polls with the real command until it finds all servers well, as a busy machine may be too late for some. */
    public void pollUntilOnline(ServerRegistry registry) throws InterruptedException {
        pollUntilOnline(registry, Map.of());
    }

    /** As {@link #pollUntilOnline(ServerRegistry)}, with further variables of the command. */
    public void pollUntilOnline(ServerRegistry registry, Map<String, String> further) throws InterruptedException {
        for (int attempt = 0; attempt < POLLS; attempt++) {
            command(further, "rake", "poll:all");
            if (registry.all().stream().allMatch(Server::online)) {
                return;
            }
        }
        throw new BenchmarkException("the poller does not find all simulated servers well");
    }

    /** Runs a command of the command line. */
    public void command(String... words) throws InterruptedException {
        command(Map.of(), words);
    }

    private void command(Map<String, String> further, String... words) throws InterruptedException {
        try (ServiceProcess command = ServiceProcess.start(
                words[0],
                programs.run(Programs.Cached.COMMAND_LINE, words),
                environment(further),
                directory.resolve(words[0] + ".log"))) {
            command.awaitSuccess(COMMAND);
        }
    }

    /** Which Redis it is, and with which allocator: scripts cost much less with jemalloc. */
    public String redisDescription() {
        try (RedisStore redis = RedisStore.connect(RedisConfig.of(Settings.of(environment(Map.of()))))) {
            String info = redis.commands().info();
            return "Redis " + line(info, "redis_version") + ", " + line(info, "mem_allocator");
        }
    }

    private static String line(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("unknown");
    }

    public RedisStore redis(Map<String, String> further) {
        RedisStore redis = RedisStore.connect(RedisConfig.of(Settings.of(environment(further))));
        keep(redis);
        return redis;
    }

    public static SignedCalls frontEnd(Service api) {
        return new SignedCalls(URI.create("http://127.0.0.1:" + api.port() + "/bigbluebutton/api"), SECRET);
    }

    /** Creates a meeting the way a front-end does. */
    public static void create(SignedCalls api, CallParameters parameters) {
        LocalHttp.Reply reply = LocalHttp.get(api.address("create", parameters));
        if (reply.status() != 200 || !reply.body().contains("SUCCESS")) {
            throw new BenchmarkException("create failed: " + reply.status() + " " + reply.body());
        }
    }

    /** Waits until a path answers 200. */
    static void awaitAnswer(ServiceProcess process, int port, String path) {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        await(process, () -> LocalHttp.answers(address));
    }

    private static void await(ServiceProcess process, BooleanSupplier isReady) {
        await(process, START, isReady);
    }

    /** Waits until a program has done something. */
    static void await(ServiceProcess process, Duration limit, BooleanSupplier isReady) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isReady.getAsBoolean()) {
            if (!process.isAlive()) {
                throw process.failure("ended right after its start");
            }
            if (System.nanoTime() > end) {
                throw process.failure("is not ready after " + limit.toSeconds() + " s");
            }
            pause();
        }
    }

    private static Map<String, String> awaitReady(ServiceProcess process, Path file) {
        await(process, () -> Files.exists(file));
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + file, e);
        }
        return values;
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkException("there is no free port", e);
        }
    }

    /** Stops what was started, the last one first. */
    @Override
    public void close() {
        for (AutoCloseable resource = next(); resource != null; resource = next()) {
            close(resource);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("cannot stop " + resource + ": " + e);
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return started.poll();
    }
}
