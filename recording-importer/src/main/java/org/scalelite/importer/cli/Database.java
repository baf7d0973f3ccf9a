package org.scalelite.importer.cli;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.cli.Input;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.importer.publish.ImportSteps;

/**
 * PostgreSQL for a command, in a context that is closed after it. No command migrates the tables.
 *
 * @param actor in whose name it changes something
 * @param input what the operator types
 */
record Database(Supplier<Settings> environment, Actor actor, Input input) {
    /** Does what a command is for with one of the beans over PostgreSQL, and returns its exit code. */
    <T> int with(Class<T> bean, ToIntFunction<T> command) {
        Settings settings = environment.get();
        ImportSteps unobserved = (_, _) -> {};
        try (ApplicationContext context = DatabaseContext.start(settings, config(settings), unobserved)) {
            return command.applyAsInt(context.getBean(bean));
        }
    }

    /** Enters what a command has changed in the audit log, which is in Redis; says so if that is unavailable. */
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
