package org.scalelite.importer;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.scalelite.common.callback.CallbackDelivery;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.program.Program;

/** The importer: takes archives of recordings from the spool until it is told to stop. */
public final class RecordingImporter {
    private static final int CONNECTIONS = 10;

    private RecordingImporter() {}

    /** Imports with the environment of this process until SIGTERM or SIGINT. */
    public static void main(String[] arguments) {
        int code = Program.run(() -> {
            if (arguments.length > 0) {
                System.out.println("The recording importer of the load balancer. It takes no arguments;"
                        + " docs/configuration.md lists the environment variables that it reads.");
                return arguments[0].equals("--help") ? 0 : Program.FAILURE;
            }
            start(Program.settings()).close();
            return 0;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * The importer with all that it needs.
     *
     * @throws ConfigurationException if it cannot work with these settings
     */
    public static ApplicationContext start(Settings settings) {
        Map<String, Object> database = DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: an importer needs PostgreSQL"))
                .properties(CONNECTIONS);
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings)
                .properties(database)
                .start();
        context.getBean(SchemaMigration.class).start();
        context.getBean(CallbackDelivery.class).start();
        return context;
    }
}
