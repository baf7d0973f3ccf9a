package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.scalelite.benchmarks.load.ProcessFigures;

/** A program of the run: its output is in a file, and Linux says what it costs. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int KIB_PER_MIB = 1024;

    private final String name;
    private final Process process;
    private final Path log;
    private final Instant startedAt = Instant.now();

    private ServiceProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a program with this environment and nothing else, so that settings of this user do not get in. */
    static ServiceProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> own = builder.environment();
        own.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        own.putAll(environment);
        try {
            return new ServiceProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new BenchmarkException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /**
     * Processor time of this process so far.
     *
     * @return user and system, in microseconds
     */
    public long cpuMicros() {
        return ProcessFigures.cpuMicros(process.pid());
    }

    /** Memory of this process that is in RAM, in MiB. */
    public long rssMib() {
        return ProcessFigures.statusKib(process.pid(), "VmRSS") / KIB_PER_MIB;
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What to throw when the process did not do what it should.
     *
     * @param what without the name of the process
     */
    public BenchmarkException failure(String what) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            String end = String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
            return new BenchmarkException(name + " " + what + "; the end of its log:\n" + end);
        } catch (IOException e) {
            return new BenchmarkException(name + " " + what + "; it has no log", e);
        }
    }

    /** Waits for the end of a program that ends by itself. */
    void awaitSuccess(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw failure("ended with " + process.exitValue());
        }
    }

    /** Waits for the end of a program, which it is asked for unless it ends by itself. */
    void end(Duration limit, boolean ask) throws InterruptedException {
        if (ask) {
            process.destroy();
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("did not end within " + limit.toSeconds() + " s");
        }
    }

    /** Whether a file is newer than this process. */
    boolean wrote(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(startedAt);
    }

    /** Asks the process to end, and makes it after a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
