package org.scalelite.poller;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.management.MetricsPort;
import org.scalelite.common.program.LogLevelFollower;
import org.scalelite.common.program.Program;
import org.scalelite.common.registry.RegistryKeeper;
import org.scalelite.poller.cycle.PollCycle;
import org.scalelite.poller.cycle.PollLoop;
import org.scalelite.poller.history.MeetingHistory;
import org.scalelite.poller.hook.HookRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poller: asks all BBB servers again and again until it is told to stop. */
public final class PollerService {
    private static final Logger LOG = LoggerFactory.getLogger(PollerService.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

    private PollerService() {}

    /** Polls with the environment of this process until SIGTERM or SIGINT; the cycle in flight is finished. */
    public static void main(String[] arguments) {
        Program.serve("poller-service", "poller", arguments, PollerService::poll);
    }

    /**
     * The poller with all that it needs, connected to Redis.
     *
     * @throws org.scalelite.common.config.ConfigurationException if it cannot work with these settings
     */
    public static ApplicationContext start(Settings settings) {
        Map<String, Object> properties = new HashMap<>(database(settings));
        properties.put("micronaut.application.name", "poller-service");
        properties.putAll(MetricsPort.onlyPort(settings));
        ApplicationContext context = DatabaseContext.start(settings, properties);
        try {
            context.getBean(PollCycle.class);
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** For the copy of the registry and the history only: a poller works without PostgreSQL. */
    private static Map<String, Object> database(Settings settings) {
        return settings.get(Variables.DATABASE_URL).isEmpty()
                ? Map.of()
                : DatabaseConfig.of(settings)
                        .map(config -> config.onDemandProperties(RegistryKeeper.DATABASE_TIMEOUT))
                        .orElse(Map.of());
    }

    @SuppressWarnings("try") // The hook ends the loop from outside; the block closes what is left.
    private static void poll(Settings settings) {
        Duration interval = settings.get(Variables.POLL_INTERVAL);
        try (ApplicationContext context = start(settings);
                PollLoop loop = context.getBean(PollLoop.class)) {
            MetricsPort.listen(context, settings);
            context.getBean(RegistryKeeper.class).start();
            context.getBean(HookRegistration.class).start();
            context.getBean(MeetingHistory.class).start();
            context.getBean(LogLevelFollower.class).start();
            Program.onStop(STOP_DEADLINE, loop::close);
            LOG.info("Polling every {} s", interval.toMillis() / 1000.0);
            loop.run();
        }
        LOG.info("The poller stops");
    }
}
