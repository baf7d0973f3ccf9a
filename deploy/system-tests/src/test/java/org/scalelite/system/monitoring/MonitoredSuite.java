package org.scalelite.system.monitoring;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.importer.testing.TestSpool;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.PostgresServer;
import org.scalelite.stores.RedisServer;
import org.scalelite.system.Shell;
import org.scalelite.system.SuiteProcess;

/** One of each service as processes with stores of their own, four simulated servers, and Prometheus. */
final class MonitoredSuite implements AutoCloseable {
    static final String TAG = "gpu";

    private static final String SECRET = "the-front-end-secret";
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Map<String, String> MODULES = Map.of(
            "scalelite-api", "api-service",
            "scalelite-poller", "poller-service",
            "scalelite-importer", "recording-importer");

    private final Path root;
    private final Path recordings;
    private final boolean mounted;
    private final RedisServer redis = RedisServer.start();
    private final RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(redis.port()));
    private final PostgresServer postgres = PostgresServer.start();
    private final TestRegistry registry = new TestRegistry(redis.url());
    private final SimulatedPool pool = SimulatedPool.start(4);
    private final TestSpool spool;
    private final List<ServerId> ids = new ArrayList<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, SuiteProcess> services = new HashMap<>();
    private final URI api;
    private final FrontEnd frontEnd;
    private final Prometheus prometheus;

    /** Starts all of it; the last server has a tag. */
    MonitoredSuite(Path directory) {
        root = directory;
        recordings = directory("recordings");
        mounted = new Shell(Map.of())
                        .run(QUICK, List.of("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", recordings.toString()))
                        .code()
                == 0;
        spool = new TestSpool(recordings, new TestDatabase(postgres.url()));
        pool.servers().forEach(server -> {
            ServerId id = ServerRegistry.newId(server.apiUrl(), false);
            Optional<String> tag = ids.size() == 3 ? Optional.of(TAG) : Optional.empty();
            registry.servers().add(id, server.apiUrl(), server.secret(), 1, tag);
            registry.servers().changeState(id, Server.State.ENABLED);
            ids.add(id);
        });
        recordCertificate(Duration.ofDays(60));
        new TenantRegistry(registry.redis(), Actor.SUITE)
                .add(Map.of(
                        TenantField.NAME, "school",
                        TenantField.SECRETS, "s",
                        TenantField.MAX_MEETINGS, "50",
                        TenantField.MAX_USERS, "500"));
        try {
            MODULES.keySet().forEach(job -> {
                ports.put(job, SuiteProcess.freePort());
                start(job);
            });
            api = service("scalelite-api").awaitApi();
            frontEnd = new FrontEnd(api, SECRET);
            await("servers").until(() -> registry.servers().all().stream().allMatch(Server::online));
            prometheus = new Prometheus(directory("prometheus"), ports);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private Map<String, String> environment(String job) {
        Map<String, String> environment = new HashMap<>(spool.environment());
        environment.putAll(registry.environment());
        environment.put("METRICS_PORT", String.valueOf(ports.get(job)));
        environment.put("PORT", "0");
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("POLL_INTERVAL", "2");
        environment.put("REDIS_TIMEOUT", "5");
        environment.put("CONNECT_TIMEOUT", "2");
        environment.put("RESPONSE_TIMEOUT", "5");
        environment.put("SERVER_SLOW_START", "1");
        environment.put("CALLBACK_ALLOWED_NETWORKS", "127.0.0.1/32");
        environment.put("CALLBACK_RETRY_TIME", "1");
        environment.put("RECORDING_IMPORT_ATTEMPTS", "1");
        environment.put("CONSOLE_ENABLED", "true");
        environment.put("ADMIN_API_TOKENS", Operator.TOKENS);
        return environment;
    }

    void start(String job) {
        services.put(job, SuiteProcess.java(Objects.requireNonNull(MODULES.get(job)), environment(job), List.of()));
    }

    void kill(String job) {
        SuiteProcess killed = service(job);
        killed.kill();
        killed.close();
    }

    private SuiteProcess service(String job) {
        return Objects.requireNonNull(services.get(job), job);
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the directories of recordings are a file system of their own. */
    boolean hasOwnDisk() {
        return mounted;
    }

    /** A certificate of the first server, which the poller found an hour ago. */
    void recordCertificate(Duration left) {
        registry.servers().recordCertificate(ids.getFirst(), Instant.now().plus(left));
    }

    ServerId id(int index) {
        return ids.get(index);
    }

    RedisServer redis() {
        return redis;
    }

    RedisServer replica() {
        return replica;
    }

    PostgresServer postgres() {
        return postgres;
    }

    TestRegistry registry() {
        return registry;
    }

    SimulatedPool pool() {
        return pool;
    }

    TestSpool spool() {
        return spool;
    }

    URI api() {
        return api;
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    Prometheus prometheus() {
        return prometheus;
    }

    @Override
    public void close() {
        prometheus.close();
        stop();
    }

    private void stop() {
        services.values().forEach(SuiteProcess::close);
        spool.close();
        pool.close();
        registry.close();
        replica.close();
        redis.close();
        postgres.close();
        if (mounted) {
            new Shell(Map.of()).run(QUICK, List.of("umount", "-l", recordings.toString()));
        }
        FileUtils.deleteQuietly(root.toFile());
    }
}
