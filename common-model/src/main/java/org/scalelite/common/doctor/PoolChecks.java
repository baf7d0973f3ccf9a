package org.scalelite.common.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.cluster.ClusterProxy;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.doctor.ClockCheck.Reading;
import org.scalelite.common.health.DatabaseProbe;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.http.PageClient;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisInfo;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.redis.SentinelInfo;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;

/**
 * Checks of what all services share: the stores, the servers and the registry. They change nothing, and each call has a
 * deadline. The clocks that answer are passed on, for {@link ClockCheck}.
 *
 * @param clock of this machine
 */
public record PoolChecks(Settings settings, InstantSource clock) {

    /** Redis, and its Sentinels. */
    public List<Finding> redis(RedisStore redis, Consumer<Reading> clocks) {
        return ifAvailable(() -> {
            RedisConfig config = RedisConfig.of(settings);
            String where = config.displayAddress();
            Instant sent = clock.instant();
            Instant told = redis.now();
            clocks.accept(Reading.of(where, sent, told, clock.instant(), Duration.ZERO));
            List<Finding> findings = new ArrayList<>(RedisCheck.run(where, RedisInfo.read(redis)));
            if (config.hasSentinels()) {
                findings.addAll(SentinelCheck.run(where, SentinelInfo.read(config, redis)));
            }
            return findings;
        });
    }

    /** PostgreSQL, over a connection of its own. */
    public List<Finding> database(Consumer<Reading> clocks) {
        if (settings.get(Variables.DB_DISABLED)) {
            return List.of(Finding.note("postgresql", "is switched off (DB_DISABLED)"));
        }
        if (settings.get(Variables.DATABASE_URL).isEmpty()) {
            return List.of(Finding.note("postgresql", "not checked: DATABASE_URL is not set"));
        }
        DatabaseConfig config = DatabaseConfig.of(settings).orElseThrow();
        String where = config.toString();
        try (DatabaseProbe probe = DatabaseProbe.open(config)) {
            Instant sent = clock.instant();
            Instant told = probe.now();
            clocks.accept(Reading.of(where, sent, told, clock.instant(), Duration.ZERO));
            return DatabaseCheck.run(where, probe.info());
        } catch (DatabaseProbe.RefusedException e) {
            return List.of(DatabaseCheck.unavailable(where, e));
        }
    }

    /** How long the check of a server takes if each of its calls takes as long as it may. */
    public Duration serverTimeout() {
        BbbClientConfig config = BbbClientConfig.of(settings);
        // A handshake and two calls, and two to the common host.
        return config.connectTimeout()
                .plus(config.responseTimeout())
                .multipliedBy(ClusterProxy.of(settings).url().isPresent() ? 5 : 3)
                .plusSeconds(5);
    }

    /**
     * All BBB servers at once, over a client of its own; the pollers and the hooks.
     *
     * @param timeout how long all servers together may take
     */
    public List<Finding> servers(RedisStore redis, Duration timeout, Consumer<Reading> clocks) {
        return ifAvailable(() -> {
            ServerRegistry registry = new ServerRegistry(redis);
            List<Server> servers = registry.all();
            BbbClientConfig config = BbbClientConfig.of(settings);
            ClusterProxy proxy = ClusterProxy.of(settings);
            try (BbbClient bbb = new BbbClient(config);
                    PageClient http = new PageClient(config.connectTimeout(), config.responseTimeout())) {
                ServerCheck one =
                        new ServerCheck(bbb, config.connectTimeout(), clock, new ClusterProxyCheck(proxy, http));
                ServersCheck.Result result = new ServersCheck(one, timeout).run(servers);
                result.clocks().forEach(clocks);
                List<Finding> findings = new ArrayList<>(result.findings());
                findings.addAll(PollerCheck.run(registry, servers, settings.get(Variables.POLL_INTERVAL)));
                findings.addAll(ClusterProxyCheck.paths(proxy, servers));
                findings.addAll(HooksCheck.run(new ServerHooks(redis).states(), servers, settings));
                return findings;
            }
        });
    }

    /** The registry, and its copy in PostgreSQL if there is one. */
    public List<Finding> registry(RedisStore redis, Optional<RegistrySnapshotRepository> snapshots) {
        return ifAvailable(() -> {
            int servers = new ServerRegistry(redis).all().size();
            List<Finding> findings = new ArrayList<>();
            snapshots
                    .map(copies -> SnapshotCheck.run(copies, servers, settings.get(Variables.POLL_INTERVAL)))
                    .ifPresent(findings::addAll);
            findings.addAll(RegistryCheck.run(new RegistryRepair(redis, Actor.SUITE)));
            return findings;
        });
    }

    private List<Finding> ifAvailable(Supplier<List<Finding>> check) {
        try {
            return check.get();
        } catch (RedisUnavailableException e) {
            return List.of(redisUnavailable(String.valueOf(e.getMessage())));
        }
    }

    /** Redis could not be called. */
    public Finding redisUnavailable(String problem) {
        return Finding.problem(
                RedisConfig.of(settings).displayAddress(),
                problem,
                "check REDIS_URL with its password, that Redis runs, and the firewall between");
    }
}
