package org.scalelite.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, each run to its end. */
public final class Shell {
    private static final int LAST_LINES = 10;

    private final Map<String, String> environment;

    /**
     * A shell.
     *
     * @param environment what its programs find besides the environment of the test
     */
    public Shell(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What a program printed, both streams, and its exit code. */
    public record Outcome(int code, String output) {
        /** The end of what it printed. */
        public String lastLines() {
            return Shell.lastLines(output);
        }
    }

    /** The end of a log. */
    static String lastLines(String log) {
        List<String> lines = log.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Runs a program. */
    public Outcome run(Duration deadline, List<String> command) {
        try {
            Path output = Files.createTempFile("shell", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(SuiteProcess.ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new IllegalStateException(command + " took too long: " + Files.readString(output));
                }
                // Not readString: what a program prints need not be text.
                return new Outcome(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program that has to succeed, and answers what it printed. */
    public String succeed(Duration deadline, String... command) {
        Outcome outcome = run(deadline, Arrays.asList(command));
        if (outcome.code() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed with " + outcome.code() + ": " + outcome.output());
        }
        return outcome.output();
    }
}
