package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A temporary directory that goes at the end, also when the program is told to stop; what runs in it goes first. */
public final class WorkDirectory implements AutoCloseable {
    private final Path path;
    private final Thread atExit;
    private @Nullable AutoCloseable inhabitant;

    private WorkDirectory(Path path) {
        this.path = path;
        this.atExit = new Thread(this::clear, "stop");
    }

    public static WorkDirectory create(String name) throws IOException {
        WorkDirectory directory = new WorkDirectory(Files.createTempDirectory(name));
        Runtime.getRuntime().addShutdownHook(directory.atExit);
        return directory;
    }

    Path path() {
        return path;
    }

    synchronized void closeFirst(AutoCloseable running) {
        inhabitant = running;
    }

    private synchronized void clear() {
        try {
            if (inhabitant != null) {
                inhabitant.close();
                inhabitant = null;
            }
            delete();
        } catch (Exception e) {
            System.err.println("cannot clear " + path + ": " + e);
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        clear();
    }
}
