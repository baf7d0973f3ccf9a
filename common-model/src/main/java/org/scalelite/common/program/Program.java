package org.scalelite.common.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.logging.Causes;
import org.scalelite.common.logging.JsonLineEncoder;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.tls.TrustedAuthorities;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The start of every program: reads the environment, configures the log, prints errors in one line each. */
public final class Program {
    /** Exit code of a failed start. */
    public static final int FAILURE = 1;

    private Program() {}

    /**
     * Runs the start of a program.
     *
     * @return the result of the start, or {@link #FAILURE} after a line on standard error for each invalid variable
     */
    public static int run(Callable<Integer> start) {
        try {
            return start.call();
        } catch (Exception e) {
            reasons(e).forEach(System.err::println);
            LoggerFactory.getLogger(Program.class).debug("cannot start", e);
            return FAILURE;
        }
    }

    /** A service, which runs until it is told to stop. */
    @FunctionalInterface
    public interface Service {
        void run(Settings settings) throws Exception;
    }

    /**
     * Runs a service with the environment of this process.
     *
     * @param module names it in its log
     * @param name for its help
     */
    public static void serve(String module, String name, String[] arguments, Service service) {
        int code = run(() -> {
            if (arguments.length > 0) {
                System.out.println(
                        "The " + name + " of the load balancer. It takes no arguments; docs/configuration.md lists"
                                + " the environment variables that it reads.");
                return arguments[0].equals("--help") ? 0 : FAILURE;
            }
            service.run(serviceSettings(module));
            return 0;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Has a stop of this process run an action, and wait a limited time for the end of this thread. */
    public static void onStop(Duration deadline, Runnable action) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            action.run();
            try {
                main.join(deadline);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** The reasons of a failure, one line each: invalid variables, an unavailable store, or the exception itself. */
    public static List<String> reasons(Exception failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof ConfigurationException configuration) {
                return configuration.problems();
            }
        }
        boolean isStoreUnavailable =
                failure instanceof RedisUnavailableException || failure instanceof DatabaseUnavailableException;
        return List.of(isStoreUnavailable ? String.valueOf(failure.getMessage()) : "failed: " + failure);
    }

    /** The environment of this process; configures the log and the trusted certificate authorities. */
    public static Settings settings() {
        return settings("command-line");
    }

    private static Settings settings(String service) {
        Settings settings = Settings.of(System.getenv());
        setUpLog(settings, service);
        TrustedAuthorities.install(settings, Instant.now());
        return settings;
    }

    /** As {@link #settings()}, and logs a warning for each suspicious setting, which commands do not print. */
    private static Settings serviceSettings(String service) {
        Settings settings = settings(service);
        settings.remarks()
                .forEach(remark -> LoggerFactory.getLogger(Program.class).warn("{}", remark));
        return settings;
    }

    private static void setUpLog(Settings settings, String service) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = level(settings.get(Variables.RAILS_LOG_LEVEL));
        context.getLogger("org.scalelite").setLevel(level);
        if (level.isGreaterOrEqual(Level.WARN)) {
            root.setLevel(level);
        }
        if (settings.get(Variables.LOG_FORMAT).equals("json")) {
            useJson(service, context, root);
        }
    }

    private static Level level(String name) {
        return switch (name) {
            case "fatal" -> Level.ERROR;
            case "unknown" -> Level.OFF;
            default -> Level.toLevel(name);
        };
    }

    private static void useJson(String service, LoggerContext context, ch.qos.logback.classic.Logger root) {
        JsonLineEncoder encoder = new JsonLineEncoder(service);
        encoder.setContext(context);
        encoder.start();
        for (Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders(); appenders.hasNext(); ) {
            if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> output) {
                output.stop();
                output.setEncoder(encoder);
                output.start();
            }
        }
    }
}
