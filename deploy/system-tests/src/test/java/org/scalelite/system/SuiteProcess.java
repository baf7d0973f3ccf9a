package org.scalelite.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.process.JavaCommand;
import org.scalelite.stores.process.Ports;

/** A program of the suite in a process of its own, with this environment and no other. */
public final class SuiteProcess implements AutoCloseable {
    public static final Path ROOT =
            Path.of(System.getProperty("suite.root", "../..")).toAbsolutePath().normalize();
    private static final Duration START = TestTimeout.LIMIT;
    private static final Duration STOP = TestTimeout.LIMIT;

    private final Process process;
    private final Path output;

    private SuiteProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static SuiteProcess java(String module, Map<String, String> environment) {
        return java(module, environment, List.of());
    }

    /** A program with these options of its JVM. */
    public static SuiteProcess java(String module, Map<String, String> environment, List<String> options) {
        List<String> command = JavaCommand.of(options.toArray(String[]::new));
        command.add("-jar");
        command.add(ROOT.resolve(module)
                .resolve("target/" + Path.of(module).getFileName() + ".jar")
                .toString());
        return start(command, environment);
    }

    /** Starts a program. */
    public static SuiteProcess start(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("suite", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
            builder.environment().clear();
            builder.environment().put("PATH", path);
            builder.environment().putAll(environment);
            return new SuiteProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of which the next one is free as well. */
    public static int freePort() {
        return IntStream.generate(Ports::free)
                .filter(port -> Ports.isFree(port + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the program has logged this. */
    public void awaitLine(String part) {
        await("«" + part + "» in the log").atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the process has ended: " + log());
            }
            return log().contains(part);
        });
    }

    /** Where the API listens, once it does. */
    public URI awaitApi() {
        String mark = "The API listens on ";
        awaitLine(mark);
        String text = log();
        String rest = text.substring(text.indexOf(mark) + mark.length());
        return URI.create(rest.substring(0, rest.indexOf('\n')).strip());
    }

    int awaitExit() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL, as a crash would end it; answers once it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What the program has printed. */
    public String log() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(output);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
