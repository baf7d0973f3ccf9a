package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.system.SuiteProcess;

/** A service that is killed and started again. Its logs are kept in {@code target/chaos}. */
final class Program implements AutoCloseable {
    private static final Path LOGS = SuiteProcess.ROOT.resolve("deploy/system-tests/target/chaos");

    private final String name;
    private final String module;
    private final String ready;
    private final Map<String, String> environment;
    private final List<String> options;
    private @Nullable SuiteProcess process;

    /**
     * A service that does not run yet.
     *
     * @param ready what it logs when it works
     */
    Program(String name, String module, String ready, Map<String, String> environment) {
        this(name, module, ready, environment, List.of());
    }

    /** The same, with these options of its JVM. */
    Program(String name, String module, String ready, Map<String, String> environment, List<String> options) {
        this.name = name;
        this.module = module;
        this.ready = ready;
        this.environment = Map.copyOf(environment);
        this.options = new ArrayList<>(List.of("-Xmx128m"));
        this.options.addAll(options);
    }

    void start() {
        start(Map.of());
    }

    /** Starts it with these variables besides its own. */
    void start(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(further);
        process = SuiteProcess.java(module, all, options);
    }

    void awaitReady() {
        running().awaitLine(ready);
    }

    void kill() {
        SuiteProcess killed = running();
        killed.kill();
        end(killed);
    }

    private void end(SuiteProcess ended) {
        try {
            Files.createDirectories(LOGS);
            Files.writeString(
                    LOGS.resolve(name + ".log"), ended.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended.close();
        process = null;
    }

    private SuiteProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
            end(process);
        }
    }
}
