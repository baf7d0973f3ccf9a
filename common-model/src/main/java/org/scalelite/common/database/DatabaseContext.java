package org.scalelite.common.database;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.scalelite.common.config.Settings;

/** An application context of a service or a command. Its beans are created when they are needed. */
public final class DatabaseContext {
    private DatabaseContext() {}

    /**
     * Starts a context for a command.
     *
     * @param more beans that cannot be created from the settings
     */
    public static ApplicationContext start(Settings settings, DatabaseConfig config, Object... more) {
        return start(settings, config.commandProperties(), more);
    }

    /**
     * Starts a context.
     *
     * @param properties as {@link DatabaseConfig} has them
     */
    public static ApplicationContext start(Settings settings, Map<String, Object> properties, Object... more) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings)
                .singletons(more)
                .properties(properties)
                .start();
    }
}
