package org.scalelite.stores.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories: counted and deleted. */
public final class Directories {
    private Directories() {}

    /** Deletes as much as it can: something else may be deleting the same. */
    public static void delete(Path root) {
        for (Path path : deepestFirst(root.normalize())) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // What stays is swept by a later run.
            }
        }
    }

    static long count(Path root) {
        return deepestFirst(root).size();
    }

    private static List<Path> deepestFirst(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
