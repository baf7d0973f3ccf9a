package org.scalelite.api.playback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/** Finds files below a directory without following symbolic links below it. */
final class FileTree {
    private FileTree() {}

    /** The result for a path. */
    sealed interface Place {
        record File(Path path, long size, Instant modified) implements Place {}

        record Directory() implements Place {}

        /** Not found, or not accessible. */
        record NotFound() implements Place {}
    }

    static Place find(Path root, List<String> names) {
        try {
            Path path = root.toRealPath();
            for (String name : names) {
                path = path.resolve(name);
            }
            // With a symbolic link, or "..", below the root, the real path is another one.
            return path.toRealPath().equals(path) ? place(path) : new Place.NotFound();
        } catch (IOException | InvalidPathException _) {
            return new Place.NotFound();
        }
    }

    private static Place place(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Place.Directory();
        }
        return attributes.isRegularFile()
                ? new Place.File(
                        path, attributes.size(), attributes.lastModifiedTime().toInstant())
                : new Place.NotFound();
    }
}
