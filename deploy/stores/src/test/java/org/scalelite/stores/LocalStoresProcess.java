package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.Deadline;
import org.scalelite.stores.process.JavaCommand;

/** The program as its users run it: the jar, in a process of its own. */
final class LocalStoresProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static int started;

    private final Path data;
    private final Path readyFile;
    private final Path output;
    private final Path errors;
    private final List<String> options;
    private @Nullable Process process;

    private LocalStoresProcess(Path directory, List<String> options) {
        int number = ++started;
        data = directory.resolve("data");
        readyFile = directory.resolve("ready-" + number);
        output = directory.resolve("output-" + number);
        errors = directory.resolve("errors-" + number);
        this.options = options;
    }

    static LocalStoresProcess start(Path directory, String... options) throws IOException {
        LocalStoresProcess process = new LocalStoresProcess(directory, List.of(options));
        process.launch();
        return process;
    }

    static LocalStoresProcess prepared(Path directory) {
        return new LocalStoresProcess(directory, List.of());
    }

    void launch() throws IOException {
        List<String> command = JavaCommand.of(
                "-jar", "target/stores.jar", "--data", data.toString(), "--ready-file", readyFile.toString());
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private Process process() {
        return Objects.requireNonNull(process, "launched before");
    }

    void awaitReady() throws IOException {
        boolean ready = Deadline.in(LIMIT)
                .await(() -> Files.exists(readyFile) || !process().isAlive());
        assertThat(ready && process().isAlive())
                .as(() -> "ready; stderr: " + read(errors))
                .isTrue();
    }

    Path readyFile() {
        return readyFile;
    }

    List<String> readyLines() throws IOException {
        return Files.readAllLines(readyFile);
    }

    List<String> outputLines() throws IOException {
        return Files.readAllLines(output);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }

    String databaseUrl() throws IOException {
        return value("DATABASE_URL=");
    }

    String redisUrl() throws IOException {
        return value("REDIS_URL=");
    }

    private String value(String key) throws IOException {
        return readyLines().stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow()
                .substring(key.length());
    }

    List<ProcessHandle> servers() {
        return process().descendants().toList();
    }

    int terminate() throws InterruptedException {
        process().destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ended within " + LIMIT)
                .isTrue();
        return process().exitValue();
    }

    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            Deadline.in(LIMIT).await(() -> !process().isAlive());
        }
    }
}
