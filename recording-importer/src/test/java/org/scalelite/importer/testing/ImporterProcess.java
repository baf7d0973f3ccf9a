package org.scalelite.importer.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.importer.SteppingImporter;
import org.scalelite.stores.process.JavaCommand;

/** An importer as a process of its own. */
public final class ImporterProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = TestTimeout.LIMIT.toSeconds();

    private final Process process;

    private ImporterProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param arguments the step to die at; none: live on
     */
    public static ImporterProcess start(Map<String, String> environment, Path log, String... arguments) {
        List<String> command = JavaCommand.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SteppingImporter.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        builder.environment().putAll(environment);
        try {
            return new ImporterProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has died by itself; its exit code. */
    public int awaitDeath() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the importer still lives");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        awaitDeath();
    }

    /** As a supervisor asks it to stop. */
    public int stop() {
        process.destroy();
        return awaitDeath();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
