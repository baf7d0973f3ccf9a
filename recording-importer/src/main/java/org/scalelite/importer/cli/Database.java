package org.scalelite.importer.cli;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.cli.Input;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.importer.publish.ImportSteps;

/**
 * The way of a command to PostgreSQL: connected for it, closed after it. Nothing here changes the tables.
 *
 * @param actor in whose name it changes something
 * @param input what the operator types
 */
record Database(Supplier<Settings> environment, Actor actor, Input input) {
    private static final int CONNECTIONS = 4;

    /** Does what a command is for with one of the repositories, and returns its exit code: the fast way. */
    <T> int over(BiFunction<DatabaseAccess, Settings, T> repository, ToIntFunction<T> command) {
        Settings settings = environment.get();
        return command.applyAsInt(repository.apply(DatabaseAccess.direct(config(settings)), settings));
    }

    /** Does what a command is for with one of the importer's beans over PostgreSQL, and returns its exit code. */
    <T> int with(Class<T> bean, ToIntFunction<T> command) {
        Settings settings = environment.get();
        DatabaseConfig database = config(settings);
        try (ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings, (ImportSteps) (_, _) -> {})
                .properties(database.properties(CONNECTIONS))
                .start()) {
            return command.applyAsInt(context.getBean(bean));
        }
    }

    /** Enters what a command has changed in the audit log, which is in Redis; prints a warning if that is unavailable. */
    void enter(String action, Collection<String> subjects, Map<String, String> change, PrintWriter err) {
        try (RedisStore redis =
                RedisStore.connect(RedisConfig.of(environment.get()).once())) {
            AuditLog log = new AuditLog(redis);
            subjects.forEach(subject -> log.write(actor, action, subject, Map.of(), change));
        } catch (ConfigurationException | RedisUnavailableException e) {
            err.println("It is done, but not entered in the audit log: " + e.getMessage());
        }
    }

    private static DatabaseConfig config(Settings settings) {
        return DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: this command needs PostgreSQL"));
    }
}
