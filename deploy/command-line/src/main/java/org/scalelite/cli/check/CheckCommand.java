package org.scalelite.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.command.TimeLimit;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.health.DatabaseProbe;
import org.scalelite.common.program.Program;
import org.scalelite.common.server.PollLeases;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code check}: a plugin for Icinga and Nagios. */
@Command(
        name = "check",
        exitCodeOnInvalidInput = 3,
        description = {
            "Checks the pool for Icinga or Nagios: one line with performance data. Ranges are those of Nagios' plugins:"
                    + " 10 is 0 to 10, 10: at least 10, ~:10 at most 10.",
            "METRIC: available, offline, suspect (servers), meetings, users, load (the lowest of an available server),"
                    + " poll_age (seconds).",
            "Exit code 0: OK; 1: warning; 2: critical; 3: unknown, such as a store that does not answer."
        })
public final class CheckCommand extends StoreCommand {
    private static final Map<Metric, Range> WARNING = Map.of(Metric.OFFLINE, Range.of("0"));
    private static final Map<Metric, Range> CRITICAL = Map.of(Metric.AVAILABLE, Range.of("1:"));

    @Option(
            names = {"-w", "--warning"},
            paramLabel = "METRIC=RANGE",
            converter = {MetricName.class, RangeText.class},
            completionCandidates = Metrics.class,
            description = "A warning outside of this range; may be repeated. Default: offline=0.")
    private Map<Metric, Range> warning = new EnumMap<>(Metric.class);

    @Option(
            names = {"-c", "--critical"},
            paramLabel = "METRIC=RANGE",
            converter = {MetricName.class, RangeText.class},
            completionCandidates = Metrics.class,
            description = "Critical outside of this range; may be repeated. Default: available=1: and poll_age of three"
                    + " POLL_INTERVALs and 15 s.")
    private Map<Metric, Range> critical = new EnumMap<>(Metric.class);

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Unknown if the stores have not answered within this time. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    public CheckCommand(CommandContext context) {
        super(context);
    }

    /** The name of a metric. */
    static final class MetricName implements ITypeConverter<Metric> {
        @Override
        public Metric convert(String text) {
            return Stream.of(Metric.values())
                    .filter(metric -> metric.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is no metric".formatted(text)));
        }
    }

    /** The metrics, for completion. */
    static final class Metrics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Metric.values()).map(metric -> metric.text() + "=").iterator();
        }
    }

    /** A range. */
    static final class RangeText implements ITypeConverter<Range> {
        @Override
        public Range convert(String text) {
            try {
                return Range.of(text);
            } catch (InvalidInputException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new ParameterException(reply.commandLine(), "--timeout takes a number of seconds above 0");
        }
        PoolCheck.Result result = inTime();
        reply.out().println(result.line());
        return result.verdict().exitCode();
    }

    private PoolCheck.Result inTime() {
        try {
            return TimeLimit.call(this::check, Duration.ofSeconds(timeout));
        } catch (TimeoutException _) {
            return PoolCheck.unknown("the stores did not answer within %d s".formatted(timeout));
        } catch (ExecutionException e) {
            return PoolCheck.unknown(
                    String.join("; ", Program.reasons(e.getCause() instanceof Exception cause ? cause : e)));
        }
    }

    private PoolCheck.Result check() {
        Settings settings = context.environment().get();
        Optional<String> database = databaseProblem(settings);
        return database.map(PoolCheck::unknown).orElseGet(() -> context.read(stores -> check(stores, settings)));
    }

    private PoolCheck.Result check(Stores stores, Settings settings) {
        if (!stores.takeWrites()) {
            return PoolCheck.critical("Redis does not take writes");
        }
        List<Server> servers = stores.servers().all();
        Instant now = stores.servers().now();
        Optional<Duration> newestPoll = servers.stream()
                .flatMap(server -> stores.servers().lastPoll(server.id()).stream())
                .max(Comparator.naturalOrder())
                .map(at -> Duration.between(at, now));
        Map<Metric, Range> limits = with(CRITICAL, critical);
        limits.computeIfAbsent(
                Metric.POLL_AGE,
                _ -> Range.of(String.valueOf(PollLeases.overdueAfter(settings.get(Variables.POLL_INTERVAL))
                        .toSeconds())));
        return new PoolCheck(servers, newestPoll).compare(with(WARNING, warning), limits);
    }

    private static Map<Metric, Range> with(Map<Metric, Range> defaults, Map<Metric, Range> given) {
        Map<Metric, Range> ranges = new EnumMap<>(Metric.class);
        ranges.putAll(defaults);
        ranges.putAll(given);
        return ranges;
    }

    private static Optional<String> databaseProblem(Settings settings) {
        if (settings.get(Variables.DATABASE_URL).isEmpty()) {
            return Optional.empty();
        }
        Optional<DatabaseConfig> config = DatabaseConfig.of(settings);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        try (DatabaseProbe database = DatabaseProbe.open(config.get())) {
            database.now();
            return Optional.empty();
        } catch (DatabaseProbe.RefusedException e) {
            return Optional.of("PostgreSQL does not answer (%s)".formatted(e.getMessage()));
        }
    }
}
