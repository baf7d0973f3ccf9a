package org.scalelite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.benchmarks.suite.BenchmarkException;
import org.scalelite.benchmarks.suite.Machine;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.SuiteHome;
import org.scalelite.benchmarks.suite.WorkDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code deploy/benchmarks/run}: measures the suite, prints a table and which targets are reached. */
@Command(
        name = "deploy/benchmarks/run",
        sortOptions = false,
        description = {
            "Measures the services of this checkout over real stores and simulated BBB servers on this machine, next to"
                    + " floors: the least that such a service has to do.",
            "The targets are those of the project; see deploy/benchmarks/README.md."
        })
public final class Benchmark implements Callable<Integer> {
    private static final int MISSED = 2;

    @Option(names = "--quick", description = "Short measurements: a first impression in about a minute and a half")
    private boolean quick;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = CaseNames.class,
            description = "Only these cases and their floors. Known: ${COMPLETION-CANDIDATES}")
    private List<String> cases = List.of();

    @Option(names = "--strict", description = "Exit code 2 if a target is not reached")
    private boolean strict;

    @Option(names = "--connections", paramLabel = "N", description = "Connections of the short calls, 64 if not given")
    private int connections = 64;

    @Option(
            names = "--redis",
            paramLabel = "PROGRAM",
            description = "The redis-server to start; not given: that of the PATH, or else the one of the stores")
    private String redis = "";

    @Option(names = "--root", paramLabel = "DIR", hidden = true, description = "The checkout")
    private Path root = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private Benchmark() {}

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark())
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof BenchmarkException) {
                        command.getErr().println(failure.getMessage() + cause(failure));
                    } else {
                        failure.printStackTrace(command.getErr());
                    }
                    return 1;
                })
                .execute(arguments));
    }

    private static String cause(Exception failure) {
        return failure.getCause() == null ? "" : ": " + failure.getCause().getMessage();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<String> chosen = chosen();
        Path checkout = root.toAbsolutePath().normalize();
        Programs programs = new Programs(checkout, SuiteHome.checkout(checkout), System.getenv());
        Pace pace = quick ? Pace.quick(connections) : Pace.thorough(connections);
        Report report = new Report();
        try (WorkDirectory directory = WorkDirectory.create("benchmark")) {
            report.line(Machine.description());
            report.line("API flags: " + String.join(" ", programs.flagsOf(Programs.Cached.API)));
            report.line(pace.description());
            Suite suite = new Suite(programs, directory);
            if (!redis.isEmpty()) {
                suite.useRedis(redis);
            }
            report.line(suite.redisDescription());
            new Runs(suite, pace, chosen, report).run();
        }
        System.out.println(report.text());
        Path file = checkout.resolve("deploy/benchmarks/target/benchmark.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, report.text());
        return strict && !report.allReached() ? MISSED : 0;
    }

    private Set<String> chosen() {
        Set<String> known = Set.copyOf(Runs.NAMES);
        for (String name : cases) {
            if (!known.contains(name) && spec != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no case " + name + "; known are " + String.join(", ", Runs.NAMES));
            }
        }
        return cases.isEmpty() ? known : new HashSet<>(cases);
    }

    private static final class CaseNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        CaseNames() {
            super(Runs.NAMES);
        }
    }

    /** How long things are measured. */
    public record Pace(Duration warmUp, Duration measurement, int rounds, int starts, int connections) {
        static Pace thorough(int connections) {
            return new Pace(Duration.ofSeconds(9), Duration.ofSeconds(5), 3, 5, connections);
        }

        static Pace quick(int connections) {
            return new Pace(Duration.ofSeconds(4), Duration.ofSeconds(2), 1, 1, connections);
        }

        String description() {
            return "%d connections; warm-up %d s; median of %d × %d s, floors and cases in turn"
                    .formatted(connections, warmUp.toSeconds(), rounds, measurement.toSeconds());
        }
    }
}
