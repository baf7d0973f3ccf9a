package org.scalelite.common.registry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;
import org.slf4j.LoggerFactory;

/** A registry on a Redis that may be emptied, its copy in PostgreSQL, and keepers of it. */
final class KeptRegistry implements AutoCloseable {
    private static final String NEVER = "86400";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestRegistry registry;
    private final TenantRegistry tenants;
    private final List<RegistryKeeper> keepers = new ArrayList<>();
    private final List<ApplicationContext> contexts = new ArrayList<>();
    private final RecordedLog log = new RecordedLog("org.scalelite");
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.scalelite");

    KeptRegistry(RedisServer redis) {
        registry = new TestRegistry(redis.url());
        tenants = new TenantRegistry(registry.redis(), Actor.SUITE);
        logger.setLevel(Level.DEBUG);
    }

    TestDatabase database() {
        return database;
    }

    TestRegistry registry() {
        return registry;
    }

    ServerRegistry servers() {
        return registry.servers();
    }

    TenantRegistry tenants() {
        return tenants;
    }

    RedisCommands<String, String> redis() {
        return registry.redis().commands();
    }

    RedisNamespace keys() {
        return registry.redis().keys();
    }

    LiveRegistry live() {
        return new LiveRegistry(registry.redis());
    }

    RegistrySnapshotRepository snapshots() {
        return snapshots(Settings.of(environment(database.url())), TestTimeout.LIMIT)
                .orElseThrow();
    }

    private Optional<RegistrySnapshotRepository> snapshots(Settings settings, Duration timeout) {
        if (settings.get(Variables.DATABASE_URL).isEmpty()) {
            return Optional.empty();
        }
        return DatabaseConfig.of(settings).map(config -> {
            ApplicationContext context = DatabaseContext.start(settings, config.onDemandProperties(timeout));
            contexts.add(context);
            return context.getBean(RegistrySnapshotRepository.class);
        });
    }

    private Map<String, String> environment(String databaseUrl) {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("DATABASE_URL", databaseUrl);
        environment.put("POLL_INTERVAL", NEVER);
        return environment;
    }

    /** A poller's keeper that compares only when something changes. */
    RegistryKeeper keeper() {
        return keeper(Map.of());
    }

    /** The same with other variables. */
    RegistryKeeper keeper(Map<String, String> variables) {
        return keeper(variables, TestTimeout.LIMIT);
    }

    /** One that gives PostgreSQL up as soon as pollers do. */
    RegistryKeeper impatientKeeper(Map<String, String> variables) {
        return keeper(variables, Duration.ofSeconds(2));
    }

    /** One that waits for PostgreSQL so long. */
    RegistryKeeper keeper(Map<String, String> variables, Duration timeout) {
        Map<String, String> environment = environment(database.url());
        environment.putAll(variables);
        Settings settings = Settings.of(environment);
        RegistryKeeper keeper = RegistryKeeper.of(settings, registry.redis(), snapshots(settings, timeout));
        keepers.add(keeper);
        return keeper;
    }

    /** A whole round, as a poller makes it that has just started. */
    void round() {
        keeper().start();
    }

    /** A round of this keeper, which is over when this returns; it makes no other. */
    static void lastRound(RegistryKeeper keeper) {
        keeper.sync();
        keeper.close();
    }

    ServerId add(String name, String secret, Optional<String> tag, double multiplier, Server.State state) {
        ServerId id = new ServerId(name);
        URI url = URI.create("https://" + name + ".example.org/bigbluebutton/api");
        servers().add(id, url, secret, multiplier, tag);
        servers().changeState(id, state);
        return id;
    }

    ServerId add(String name) {
        return add(name, "secret of " + name, Optional.empty(), 1, Server.State.ENABLED);
    }

    String addTenant(String name) {
        Map<TenantField, String> fields = Map.of(TenantField.NAME, name, TenantField.SECRETS, "one:two");
        return ((TenantRegistry.Result.Done) tenants.add(fields)).id();
    }

    /** What is kept, as one document; empty if nothing is. */
    String kept() {
        return database.value("select coalesce(max(document), '') from registry_snapshots");
    }

    String column(String name) {
        return database.value("select " + name + " from registry_snapshots");
    }

    void lose() {
        redis().flushall();
    }

    /** All that is in Redis but the audit log and the mark. */
    Map<String, Object> dump() {
        Map<String, Object> dump = new TreeMap<>();
        for (String key : redis().keys(keys().prefix() + "*")) {
            switch (redis().type(key)) {
                case "hash" -> dump.put(key, redis().hgetall(key));
                case "set" -> dump.put(key, redis().smembers(key));
                case "zset" -> dump.put(key, redis().zrangeWithScores(key, 0, -1));
                default -> {}
            }
        }
        return dump;
    }

    /** What was logged at this level or above. */
    List<String> logged(Level level) {
        return log.lines(level);
    }

    /** What the audit log has of this action. */
    List<Map<String, String>> audited(String action) {
        return redis().xrange(keys().of(RedisKey.AUDIT_LOG), Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .filter(entry -> action.equals(entry.get("action")))
                .toList();
    }

    @Override
    public void close() {
        keepers.forEach(RegistryKeeper::close);
        contexts.forEach(ApplicationContext::close);
        log.close();
        logger.setLevel(Level.INFO);
        registry.close();
        database.close();
    }
}
