package org.scalelite.cli.command;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.importer.publish.ImportSteps;

/** What commands on recordings, import jobs and callbacks work on. The services alone change the tables of PostgreSQL. */
public record Database(CommandContext context) {
    private static final int CONNECTIONS = 4;

    /** Runs a command on a repository with a connection of its own, and returns its exit code. */
    public <T> int over(BiFunction<DatabaseAccess, Settings, T> repository, ToIntFunction<T> command) {
        Settings settings = context.environment().get();
        return command.applyAsInt(repository.apply(DatabaseAccess.direct(config(settings)), settings));
    }

    /** Runs a command on a bean of the importer, and returns its exit code. */
    public <T> int with(Class<T> bean, ToIntFunction<T> command) {
        Settings settings = context.environment().get();
        DatabaseConfig database = config(settings);
        try (ApplicationContext importer = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings, (ImportSteps) (_, _) -> {})
                .properties(database.properties(CONNECTIONS))
                .start()) {
            return command.applyAsInt(importer.getBean(bean));
        }
    }

    /** Writes to the audit log, which is in Redis, what a command has changed; prints a warning if Redis is unavailable. */
    public void enter(String action, Collection<String> subjects, Map<String, String> change, PrintWriter err) {
        try (RedisStore redis =
                RedisStore.connect(RedisConfig.of(context.environment().get()).once())) {
            AuditLog log = new AuditLog(redis);
            subjects.forEach(subject -> log.write(context.actor(), action, subject, Map.of(), change));
        } catch (ConfigurationException | RedisUnavailableException e) {
            err.println("It is done, but not entered in the audit log: " + e.getMessage());
        }
    }

    private static DatabaseConfig config(Settings settings) {
        return DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: this command needs PostgreSQL"));
    }
}
