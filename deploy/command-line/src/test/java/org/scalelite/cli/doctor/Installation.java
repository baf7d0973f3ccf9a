package org.scalelite.cli.doctor;

import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.registry.RegistryKeeper;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.Keytool;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TlsFront;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.stores.RedisServer;

/** An installation in which nothing is wrong, until a test plants something; its Redis is its own. */
public final class Installation implements AutoCloseable {
    private static final int SERVERS = 2;

    private final RedisServer redisServer = RedisServer.start();
    private final TestDatabase database = TestDatabase.migrated();
    private final SimulatedPool pool = SimulatedPool.start(SERVERS);
    private final Path root;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<ServerId> ids = new ArrayList<>();
    private final TestRegistry registry = new TestRegistry(redisServer.url());
    private final ApplicationContext repositories = repositories();
    private InstantSource clock = InstantSource.system();
    private int directories;

    /** One whose directories are below this one. */
    public Installation(Path root) {
        this.root = root;
        fill();
    }

    private ApplicationContext repositories() {
        environment.putAll(registry.environment());
        environment.put("DATABASE_URL", database.url());
        return DatabaseContext.start(settings(), DatabaseConfig.of(settings()).orElseThrow());
    }

    /** Makes it sound again, in an empty namespace of Redis. */
    public void reset() {
        undo.descendingIterator().forEachRemaining(Runnable::run);
        undo.clear();
        pool.servers().forEach(SimulatedBbbServer::recover);
        registry.clear();
        database.run("delete from registry_snapshots");
        clock = InstantSource.system();
        fill();
    }

    private void fill() {
        environment.clear();
        environment.putAll(registry.environment());
        environment.put("REDIS_TIMEOUT", "10");
        environment.put("DATABASE_URL", database.url());
        environment.put("LOADBALANCER_SECRET", "a secret that is long enough");
        environment.put("SECRET_KEY_BASE", "a key that is long enough for a key, which secrets need not be");
        environment.put("URL_HOST", "sl.example.org");
        Path home = root.resolve(String.valueOf(directories++));
        for (String name : List.of("SPOOL", "WORK", "PUBLISH", "UNPUBLISH")) {
            Path directory = home.resolve(name);
            environment.put("RECORDING_" + name + "_DIR", directory.toString());
            run(() -> Files.createDirectories(directory));
        }
        Path player = home.resolve("player/presentation/2.3/index.html");
        environment.put("PLAYBACK_PLAYER_DIR", home.resolve("player").toString());
        run(() -> {
            Files.createDirectories(player.getParent());
            Files.createFile(player);
        });
        ids.clear();
        pool.servers().forEach(server -> ids.add(registry.online(server.apiUrl(), server.secret())));
        redis().sadd(keys().of(RedisKey.TENANTS), "t1");
        redis().hset(keys().of(RedisKey.TENANT, "t1"), Map.of("name", "school", "secrets", "s1:s2"));
        redis().hset(keys().of(RedisKey.TENANT_NAME, "school"), "id", "t1");
        redis().sadd(keys().of(RedisKey.TENANT_SETTINGS, "t1"), "1");
        redis().hset(
                        keys().of(RedisKey.TENANT_SETTING, "1"),
                        Map.of("param", "record", "value", "true", "tenant_id", "t1"));
        try (RegistryKeeper keeper = RegistryKeeper.of(
                settings(), registry.redis(), repositories.findBean(RegistrySnapshotRepository.class))) {
            keeper.start();
        }
    }

    /** Something that may fail with an {@link IOException}. */
    interface FileWork {
        void run() throws IOException;
    }

    static void run(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable. */
    public void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** A directory for whatever a test needs. */
    Path root() {
        return root;
    }

    Path directory(String name) {
        return Path.of(environment.getOrDefault("RECORDING_" + name + "_DIR", ""));
    }

    /** To be done when the test is over. */
    void later(Runnable what) {
        undo.add(what);
    }

    /** Sets something in Redis, for this test only. */
    void config(String parameter, String value) {
        String before = redis().configGet(parameter).getOrDefault(parameter, "");
        later(() -> redis().configSet(parameter, before));
        redis().configSet(parameter, value);
    }

    /** This machine's clock is so far ahead. */
    void ahead(Duration time) {
        clock = () -> Instant.now().plus(time);
    }

    /** A certificate is believed, for this test only. */
    void believe(Certificate certificate) {
        for (Map.Entry<String, String> property : Map.of(
                        "javax.net.ssl.trustStore",
                        certificate.store().toString(),
                        "javax.net.ssl.trustStorePassword",
                        Keytool.PASSWORD)
                .entrySet()) {
            System.setProperty(property.getKey(), property.getValue());
            later(() -> System.clearProperty(property.getKey()));
        }
    }

    /** The first server is reached by TLS from now on. */
    void encrypt(Certificate certificate) {
        TlsFront front = new TlsFront(certificate.context(), server().port());
        later(front::close);
        move(URI.create("https://localhost:" + front.port() + "/bigbluebutton/api"));
    }

    /** The first server is looked for at another address. */
    void move(URI url) {
        redis().hset(keys().of(RedisKey.SERVER, id().value()), "url", url.toString());
    }

    RedisServer redisServer() {
        return redisServer;
    }

    TestDatabase database() {
        return database;
    }

    SimulatedBbbServer server() {
        return pool.server(0);
    }

    /** The first server. */
    public ServerId id() {
        return ids.getFirst();
    }

    /** The servers and meetings. */
    public TestRegistry registry() {
        return registry;
    }

    /** For what no service would write. */
    public RedisCommands<String, String> redis() {
        return registry.redis().commands();
    }

    /** The names of the keys. */
    public RedisNamespace keys() {
        return registry.redis().keys();
    }

    /** The environment as it is now. */
    public Settings settings() {
        return Settings.of(environment);
    }

    Doctor doctor() {
        return new Doctor(this::settings, clock);
    }

    /** The findings that need a cure; how full the disk of this machine is does not count. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        doctor().examine(section -> findings.addAll(section.findings()));
        return findings.stream()
                .filter(finding -> finding.severity().needsCure())
                .filter(finding -> !finding.what().startsWith("its file system has"))
                .toList();
    }

    @Override
    public void close() {
        undo.descendingIterator().forEachRemaining(Runnable::run);
        registry.close();
        pool.close();
        repositories.close();
        database.close();
        redisServer.close();
    }
}
