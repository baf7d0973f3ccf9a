package org.scalelite.stores.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scalelite.stores.StoresException;

/** Where a server has its data, log, process mark and programs, and whether its data is to last. */
public record ServerHome(Path data, Path log, Path mark, Path programs, boolean lasting) {

    /** A home that goes when its server is closed. */
    public static ServerHome temporary(String name) {
        Path root = TemporaryRoot.newDirectory();
        return new ServerHome(
                root.resolve(name),
                root.resolve(name + ".log"),
                root.resolve(name + TemporaryRoot.MARK),
                TemporaryRoot.programs(),
                false);
    }

    /** A home below a directory that is kept. */
    public static ServerHome lasting(Path directory, String name) {
        Path logs = directories(directory.resolve("logs"));
        Path run = directories(directory.resolve("run"));
        return new ServerHome(
                directory.resolve(name),
                logs.resolve(name + ".log"),
                run.resolve(name + TemporaryRoot.MARK),
                directories(directory.resolve("programs")),
                true);
    }

    public void discard() {
        if (!lasting) {
            Directories.delete(data.resolveSibling("."));
        }
    }

    public static Path directories(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new StoresException(
                    "Directory " + path + " cannot be made (" + e.getMessage() + "): choose one this user may write to",
                    e);
        }
    }
}
