package org.scalelite.importer.cli;

import io.micronaut.context.ApplicationContext;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.importer.publish.ImportSteps;

/** The way of a command to PostgreSQL: connected for it, closed after it. Nothing here changes the tables. */
record Database(Supplier<Settings> environment) {
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

    private static DatabaseConfig config(Settings settings) {
        return DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: this command needs PostgreSQL"));
    }
}
