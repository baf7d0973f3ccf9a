package org.scalelite.common.testing;

import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own checks. Debian has the program in the package prometheus. */
public final class Promtool {
    private static final InstalledProgram PROGRAM =
            new InstalledProgram("SCALELITE_REQUIRE_CONTAINERS", "PROMETHEUS HAS NOT CHECKED THE METRICS");

    private Promtool() {}

    /** What {@code promtool check metrics} finds wrong; empty if there is nothing. */
    public static String checkMetrics(String metrics) {
        return run(metrics, "check", "metrics");
    }

    /** What {@code promtool check config} finds wrong with a configuration and its rules; empty if there is nothing. */
    public static String checkConfig(String file) {
        return run("", "check", "config", file);
    }

    /** What {@code promtool test rules} finds wrong by a file of tests; empty if there is nothing. */
    public static String testRules(String file) {
        return run("", "test", "rules", file);
    }

    private static String run(String input, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        InstalledProgram.Result result = PROGRAM.run(new ProcessBuilder(command).redirectErrorStream(true), input);
        return result.isSuccess() ? "" : result.output();
    }
}
