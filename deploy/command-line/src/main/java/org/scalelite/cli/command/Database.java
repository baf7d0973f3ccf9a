package org.scalelite.cli.command;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.importer.publish.ImportSteps;

/** PostgreSQL for a command, in a context that is closed after it. No command migrates the tables. */
public record Database(CommandContext context) {
    /** Runs a command on one of the beans over PostgreSQL, and returns its exit code. */
    public <T> int with(Class<T> bean, ToIntFunction<T> command) {
        Settings settings = context.environment().get();
        ImportSteps unobserved = (_, _) -> {};
        try (ApplicationContext beans = DatabaseContext.start(settings, config(settings), unobserved)) {
            return command.applyAsInt(beans.getBean(bean));
        }
    }

    /** Writes to the audit log, which is in Redis, what a command has changed; prints a warning if Redis is unavailable. */
    public void enter(String action, Collection<String> subjects, Map<String, String> change, PrintWriter err) {
        try (RedisStore redis =
                RedisStore.connect(RedisConfig.of(context.environment().get()).withoutRetries())) {
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
