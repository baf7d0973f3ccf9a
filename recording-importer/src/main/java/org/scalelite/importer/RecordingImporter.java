package org.scalelite.importer;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.scalelite.common.callback.CallbackDelivery;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.management.MetricsPort;
import org.scalelite.common.program.LogLevelFollower;
import org.scalelite.common.program.Program;
import org.scalelite.importer.publish.ImportSteps;
import org.scalelite.importer.spool.SpoolWatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The importer: takes archives of recordings from the spool until it is told to stop. */
public final class RecordingImporter {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingImporter.class);
    private static final ImportSteps LOGGED = (archive, step) -> LOG.debug("{}: {}", archive, step);
    private static final int SPARE_CONNECTIONS = 6;
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

    private RecordingImporter() {}

    /** Imports with the environment of this process until SIGTERM or SIGINT; archives in flight are finished. */
    public static void main(String[] arguments) {
        Program.serve("recording-importer", "recording importer", arguments, settings -> run(settings, LOGGED));
    }

    /**
     * Imports until this process is told to stop.
     *
     * @param steps is told of each step of each import
     */
    @SuppressWarnings("try") // The hook ends the watch from outside; the block closes what is left.
    static void run(Settings settings, ImportSteps steps) {
        try (ApplicationContext context = start(settings, steps);
                SpoolWatcher watcher = context.getBean(SpoolWatcher.class)) {
            MetricsPort.listen(context, settings);
            context.getBean(LogLevelFollower.class).start();
            Program.onStop(STOP_DEADLINE, watcher::close);
            watcher.run();
        }
        LOG.info("The importer stops");
    }

    /**
     * The importer with all that it needs, which logs what it does.
     *
     * @throws ConfigurationException if it cannot work with these settings
     */
    public static ApplicationContext start(Settings settings) {
        return start(settings, LOGGED);
    }

    /**
     * The importer with all that it needs.
     *
     * @param steps is told of each step of each import
     * @throws ConfigurationException if it cannot work with these settings
     */
    public static ApplicationContext start(Settings settings, ImportSteps steps) {
        if (settings.get(Variables.RECORDING_DISABLED)) {
            throw new ConfigurationException("RECORDING_DISABLED is true: there is nothing to import");
        }
        Map<String, Object> database = DatabaseConfig.of(settings)
                .orElseThrow(() -> new ConfigurationException("DB_DISABLED is true: the importer needs PostgreSQL"))
                .properties(settings.get(Variables.RECORDING_IMPORT_THREADS) * 2 + SPARE_CONNECTIONS);
        Map<String, Object> properties = new HashMap<>(database);
        properties.put("micronaut.application.name", "recording-importer");
        properties.putAll(MetricsPort.onlyPort(settings));
        ApplicationContext context = DatabaseContext.start(settings, properties, steps);
        try {
            context.getBean(SchemaMigration.class).start();
            context.getBean(CallbackDelivery.class).start();
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }
}
