package org.scalelite.stores.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.scalelite.stores.StoresException;

/** Keeps a second process off a data directory; the system releases it even if this process is killed. */
public record DataLock(FileChannel channel) implements AutoCloseable {

    public static DataLock take(Path directory) {
        try {
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new DataLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StoresException(
                    directory + " cannot be used (" + e.getMessage() + "): choose another directory with --data", e);
        }
        throw new StoresException("The stores of " + directory
                + " are already running: use them, stop them, or choose another directory with --data");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The end of the process releases it.
        }
    }
}
