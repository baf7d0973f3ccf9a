package org.scalelite.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The file that is there, complete, for as long as the stores can be used. */
public record ReadyFile(@Nullable Path path) {

    public void write(String text) {
        if (path == null) {
            return;
        }
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            // It holds a password.
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoresException(
                    "The ready file " + path + " cannot be written (" + e.getMessage()
                            + "): choose another place with --ready-file",
                    e);
        }
    }

    void delete() {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new StoresException(
                    "The ready file " + path + " of an earlier run cannot be deleted: delete it by hand", e);
        }
    }
}
