package org.scalelite.common.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checks. Debian has the program in the package prometheus. */
public final class Promtool {
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
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread writer = Thread.ofVirtual().start(() -> write(process, input));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assertions.assertTrue(process.waitFor(60, TimeUnit.SECONDS), "promtool does not end");
            writer.join();
            return process.exitValue() == 0 ? "" : output;
        } catch (IOException e) {
            String missing = "promtool is not installed: PROMETHEUS HAS NOT CHECKED THE METRICS";
            if ("true".equals(System.getenv("SCALELITE_REQUIRE_CONTAINERS"))) {
                throw new AssertionError(missing, e);
            }
            return Assumptions.abort(missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It has read what it needs.
        }
    }
}
