package org.scalelite.api.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.testing.TestTimeout;

/** The directories of a BBB server, and the scripts of deploy/bbb-node. */
final class BbbNode {
    static final Path SCRIPTS =
            Path.of("..", "deploy", "bbb-node").toAbsolutePath().normalize();

    private static final long DEADLINE_SECONDS = TestTimeout.LIMIT.toSeconds();

    private final Path home;
    private final Map<String, String> settings = new LinkedHashMap<>();

    BbbNode(Path home) throws IOException {
        this.home = home;
        for (Path directory : List.of(published(), home.resolve("unpublished"), raw())) {
            Files.createDirectories(directory);
        }
        set("published_dir", published().toString());
        set("unpublished_dir", home.resolve("unpublished").toString());
        set("recording_dir", home.resolve("recording").toString());
        set("queue_dir", queue().toString());
        set("ledger_file", home.resolve("ledger.jsonl").toString());
        set("log_file", home.resolve("node.log").toString());
        set("min_free_mib", "0");
        set("connect_timeout_seconds", "5");
    }

    /** The output and the exit code of a script. */
    record Run(int code, String output) {}

    BbbNode set(String name, String value) throws IOException {
        settings.put(name, value);
        Files.writeString(
                config(),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        return this;
    }

    Path config() {
        return home.resolve("node.yml");
    }

    Path published() {
        return home.resolve("published");
    }

    Path raw() {
        return home.resolve("recording").resolve("raw");
    }

    Path queue() {
        return home.resolve("queue");
    }

    Path ledger() {
        return home.resolve("ledger.jsonl");
    }

    /** The queued archives. */
    List<String> queued() {
        return namesIn(queue()).stream().filter(name -> name.endsWith(".tar")).toList();
    }

    static List<String> namesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A published format of a recording. */
    Path publish(String recordId, String format, int bytes) throws IOException {
        Path folder = Files.createDirectories(published().resolve(format).resolve(recordId));
        Files.createDirectories(folder.resolve("slides und Übungen"));
        Files.writeString(folder.resolve("metadata.xml"), "<recording><id>" + recordId + "</id></recording>");
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Files.write(folder.resolve("slides und Übungen").resolve("film.webm"), content);
        Files.writeString(folder.resolve("a".repeat(150) + ".txt"), "a long name");
        return folder;
    }

    Run script(String name, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("ruby", SCRIPTS.resolve(name).toString(), "--config", config().toString()));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    static Run run(List<String> command) {
        try {
            Path output = Files.createTempFile("bbb-node", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
            // A minimal environment, like that of a BBB worker.
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end: " + Files.readString(output));
            }
            Run run = new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            Files.delete(output);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
