package org.scalelite.cli.doctor;

import io.micronaut.context.ApplicationContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.doctor.ClockCheck;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.doctor.PoolChecks;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault;
import org.scalelite.common.registry.RegistryRepair;
import org.scalelite.common.registry.RegistrySnapshotRepository;

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
        PoolChecks checks = new PoolChecks(settings, clock);
        List<ClockCheck.Reading> clocks = new ArrayList<>();
        try (Connection redis = connect(settings);
                Repositories repositories = new Repositories(settings)) {
            found.accept(new Finding.Section(
                    "redis",
                    redis.store()
                            .map(store -> checks.redis(store, clocks::add))
                            .orElseGet(() -> List.of(checks.redisUnavailable(redis.problem())))));
            found.accept(new Finding.Section("postgresql", checks.database(clocks::add)));
            found.accept(new Finding.Section(
                    "servers", redis.check(store -> checks.servers(store, checks.serverTimeout(), clocks::add))));
            found.accept(new Finding.Section("clocks", ClockCheck.run(clocks)));
            found.accept(new Finding.Section("recordings", recordings(settings, repositories)));
            found.accept(new Finding.Section(
                    "registry",
                    redis.check(store -> checks.registry(store, repositories.find(RegistrySnapshotRepository.class)))));
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
            return store.map(check).orElseGet(() -> List.of(Finding.note(where, NOT_CHECKED)));
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
}
