package org.scalelite.cli.doctor;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.health.DatabaseProbe;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisInfo;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.redis.SentinelInfo;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.registry.RegistrySnapshotRepository;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;

/**
 * Looks at an installation from one machine: environment, stores, servers, clocks, directories, registry. It changes
 * nothing, waits for nothing without a deadline, and goes on where a part is unavailable.
 *
 * @param clock this machine's
 */
public record Doctor(Supplier<Settings> environment, InstantSource clock) {
    private static final String NOT_CHECKED = "not checked: Redis is unavailable";

    /** Looks at everything; tells of each subject as soon as it is done with it. */
    public void examine(Consumer<Finding.Section> found) {
        Settings settings;
        try {
            settings = environment.get();
        } catch (ConfigurationException e) {
            List<Finding> findings = new ArrayList<>(ConfigurationCheck.unreadable(e));
            findings.add(Finding.note("environment", "nothing else was checked"));
            found.accept(new Finding.Section("configuration", findings));
            return;
        }
        found.accept(new Finding.Section("configuration", ConfigurationCheck.run(settings)));
        List<ClockCheck.Reading> clocks = new ArrayList<>();
        try (Connection redis = connect(settings);
                Repositories repositories = new Repositories(settings)) {
            found.accept(new Finding.Section("redis", redis(redis, settings, clocks)));
            found.accept(new Finding.Section("postgresql", database(settings, clocks)));
            found.accept(new Finding.Section("servers", redis.check(store -> servers(store, settings, clocks))));
            found.accept(new Finding.Section("clocks", ClockCheck.run(clocks)));
            found.accept(new Finding.Section("recordings", recordings(settings, repositories)));
            found.accept(
                    new Finding.Section("registry", redis.check(store -> registry(store, settings, repositories))));
        }
    }

    /** Repairs faults of the registry that still exist, and returns them. */
    public List<RegistryFault> repair(List<RegistryFault> faults, Actor orderedBy) {
        try (RedisStore redis = RedisStore.connect(RedisConfig.of(environment.get()))) {
            return new RegistryRepair(redis, orderedBy).repair(faults);
        }
    }

    /** Redis, or why it is unavailable. */
    private record Connection(String where, Optional<RedisStore> store, String problem) implements AutoCloseable {

        List<Finding> check(Function<RedisStore, List<Finding>> check) {
            if (store.isEmpty()) {
                return List.of(Finding.note(where, NOT_CHECKED));
            }
            try {
                return check.apply(store.get());
            } catch (RedisUnavailableException e) {
                return List.of(unavailable(where, String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void close() {
            store.ifPresent(RedisStore::close);
        }
    }

    private static Connection connect(Settings settings) {
        RedisConfig config = RedisConfig.of(settings);
        try {
            return new Connection(
                    config.displayAddress(), Optional.of(RedisStore.connect(config.withoutRetries())), "");
        } catch (ConfigurationException e) {
            return new Connection(config.displayAddress(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Finding unavailable(String where, String problem) {
        return Finding.problem(
                where, problem, "check REDIS_URL with its password, that Redis runs, and the firewall between");
    }

    private List<Finding> redis(Connection redis, Settings settings, List<ClockCheck.Reading> clocks) {
        if (redis.store().isEmpty()) {
            return List.of(unavailable(redis.where(), redis.problem()));
        }
        return redis.check(store -> {
            ServerRegistry registry = new ServerRegistry(store);
            Instant sent = clock.instant();
            Instant told = registry.now();
            clocks.add(ClockCheck.Reading.of(redis.where(), sent, told, clock.instant(), Duration.ZERO));
            List<Finding> findings = new ArrayList<>(RedisCheck.run(redis.where(), RedisInfo.read(store)));
            RedisConfig config = RedisConfig.of(settings);
            if (config.hasSentinels()) {
                findings.addAll(SentinelCheck.run(redis.where(), SentinelInfo.read(config, store)));
            }
            return findings;
        });
    }

    private List<Finding> database(Settings settings, List<ClockCheck.Reading> clocks) {
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
            clocks.add(ClockCheck.Reading.of(where, sent, told, clock.instant(), Duration.ZERO));
            return DatabaseCheck.run(where, probe.info());
        } catch (DatabaseProbe.RefusedException e) {
            return List.of(DatabaseCheck.unavailable(where, e));
        }
    }

    private List<Finding> recordings(Settings settings, Repositories repositories) {
        RecordingConfig config = RecordingConfig.of(settings);
        List<Finding> findings = new ArrayList<>(DirectoryCheck.run(config, clock.instant()));
        findings.addAll(PlayerCheck.run(settings));
        repositories
                .find(RecordingRepository.class)
                .map(recordings -> ProtectedLinksCheck.run(recordings, config))
                .ifPresent(findings::addAll);
        return findings;
    }

    private static List<Finding> registry(RedisStore redis, Settings settings, Repositories repositories) {
        int servers = new ServerRegistry(redis).all().size();
        List<Finding> findings = new ArrayList<>();
        repositories
                .find(RegistrySnapshotRepository.class)
                .map(snapshots -> SnapshotCheck.run(snapshots, servers, settings.get(Variables.POLL_INTERVAL)))
                .ifPresent(findings::addAll);
        findings.addAll(RegistryCheck.run(new RegistryRepair(redis, Actor.SUITE)));
        return findings;
    }

    /** The repositories over PostgreSQL, in a context that starts when the first of them is needed. */
    private static final class Repositories implements AutoCloseable {
        private final Settings settings;
        private @Nullable ApplicationContext context;

        Repositories(Settings settings) {
            this.settings = settings;
        }

        /** A repository; empty without a database. */
        <T> Optional<T> find(Class<T> repository) {
            if (settings.get(Variables.DATABASE_URL).isEmpty()) {
                return Optional.empty();
            }
            return DatabaseConfig.of(settings).map(config -> started(config).getBean(repository));
        }

        private ApplicationContext started(DatabaseConfig config) {
            ApplicationContext beans = context == null ? DatabaseContext.start(settings, config) : context;
            context = beans;
            return beans;
        }

        @Override
        public void close() {
            if (context != null) {
                context.close();
            }
        }
    }

    private List<Finding> servers(RedisStore redis, Settings settings, List<ClockCheck.Reading> clocks) {
        ServerRegistry registry = new ServerRegistry(redis);
        List<Server> servers = registry.all();
        BbbClientConfig config = BbbClientConfig.of(settings);
        try (BbbClient bbb = new BbbClient(config)) {
            ServerCheck one = new ServerCheck(bbb, config.connectTimeout(), clock);
            // A handshake and two calls, each at its slowest.
            Duration timeout = config.connectTimeout()
                    .plus(config.responseTimeout())
                    .multipliedBy(3)
                    .plusSeconds(5);
            ServersCheck.Result result = new ServersCheck(one, timeout).run(servers);
            clocks.addAll(result.clocks());
            List<Finding> findings = new ArrayList<>(result.findings());
            findings.addAll(PollerCheck.run(registry, servers, settings.get(Variables.POLL_INTERVAL)));
            findings.addAll(HooksCheck.run(new ServerHooks(redis).states(), servers, settings));
            return findings;
        }
    }
}
