package org.scalelite.cli;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.common.admin.LogLevel;
import org.scalelite.common.admin.LogLevel.Level;
import org.scalelite.common.config.EnumText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code log-level}. */
@Command(
        name = "log-level",
        description =
                "Changes the log level of all running services for some time, or shows which one is set. They follow"
                        + " within some seconds.")
final class LogLevelCommand extends StoreCommand {
    private static final int MAX_MINUTES = 1440;

    @Parameters(
            paramLabel = "LEVEL",
            arity = "0..1",
            converter = LevelName.class,
            description = "debug, info, warn or error. None: show the level.")
    private @Nullable Level level;

    @Option(
            names = "--part",
            paramLabel = "PACKAGE",
            defaultValue = LogLevel.SUITE,
            description = "Only this part of the log, such as api.meeting. Default: all.")
    private String part = LogLevel.SUITE;

    @Option(
            names = "--minutes",
            paramLabel = "NUMBER",
            defaultValue = "60",
            description = "For so long, at most " + MAX_MINUTES + ". Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--reset", description = "Have each service use RAILS_LOG_LEVEL again.")
    private boolean reset;

    LogLevelCommand(CommandContext context) {
        super(context);
    }

    /** The level of a parameter. */
    static final class LevelName implements ITypeConverter<Level> {
        @Override
        public Level convert(String text) {
            return EnumText.find(Level.class, text.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is no level: give debug, info, warn or error".formatted(text)));
        }
    }

    @Override
    public Integer call() {
        return context.open(stores -> {
            if (reset) {
                stores.logLevels().reset(stores.actor());
                return reply.done();
            }
            return level == null ? show(stores) : set(stores, level);
        });
    }

    private int show(Stores stores) {
        reply.out().println(stores.logLevels().present().map(LogLevel::toString).orElse("as in the settings"));
        return ExitCode.OK;
    }

    private int set(Stores stores, Level wanted) {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            return reply.fail("%d is not allowed: give 1 to %d minutes".formatted(minutes, MAX_MINUTES));
        }
        String logger = part.startsWith(LogLevel.SUITE) ? part : LogLevel.SUITE + "." + part;
        stores.logLevels().set(stores.actor(), new LogLevel(logger, wanted), Duration.ofMinutes(minutes));
        return reply.done();
    }
}
