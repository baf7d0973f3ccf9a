package org.scalelite.common.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * Moves a directory so that it is at its old place or, whole and on the disk, at its new one, whenever the machine stops:
 * by one rename on the same file system; else it is copied beside its new place, compared, synced, and renamed there.
 */
public final class DirectoryMove {
    private DirectoryMove() {}

    /**
     * Moves a directory to a place where nothing is.
     *
     * @throws IOException if it cannot be moved; it is at its old place then
     */
    public static void move(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            copy(source, target);
            delete(source);
        }
        syncParent(target);
        syncParent(source);
    }

    private static void copy(Path source, Path target) throws IOException {
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            PathUtils.copyDirectory(source, beside, StandardCopyOption.COPY_ATTRIBUTES);
            if (!PathUtils.directoryAndFileContentEquals(source, beside)) {
                throw new IOException("the copy of " + source + " at " + beside + " differs");
            }
            syncTree(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(beside);
        }
    }

    /** Removes a directory and all that is in it, if it is there. */
    public static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            PathUtils.deleteDirectory(directory);
        }
    }

    /** Sees to it that every file and directory is on the disk. */
    public static void syncTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                sync(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                sync(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void syncParent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** Sees to it that a file, or the names in a directory, are on the disk. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
