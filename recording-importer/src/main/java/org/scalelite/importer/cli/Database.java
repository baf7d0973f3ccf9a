package org.scalelite.importer.cli;

import io.micronaut.context.ApplicationContext;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.importer.publish.ImportSteps;

/** The way of a command to PostgreSQL: connected for it, closed after it. */
record Database(Supplier<Settings> environment) {
    private static final int CONNECTIONS = 4;

    /** Does what a command is for with one of the beans over PostgreSQL, and returns its exit code. */
    <T> int with(Class<T> bean, ToIntFunction<T> command) {
        Settings settings = environment.get();
        DatabaseConfig database = DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: this command needs PostgreSQL"));
        try (ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings, (ImportSteps) (_, _) -> {})
                .properties(database.properties(CONNECTIONS))
                .start()) {
            return command.applyAsInt(context.getBean(bean));
        }
    }
}
