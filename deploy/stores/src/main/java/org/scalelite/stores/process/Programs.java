package org.scalelite.stores.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.scalelite.stores.StoresException;

/** The servers' programs that lie on the class path, unpacked once below a directory. */
public final class Programs {
    static final String REDIS_VERSION = "7.0.15";
    private static final String COMPLETE = ".complete";

    /** Writes what it reads below a directory. */
    private interface Unpacking {
        void unpack(InputStream in, Path directory) throws IOException;
    }

    private Programs() {}

    public static Path redis(Path cache) {
        String resource = "redis-server-" + REDIS_VERSION + "-" + system() + "-" + (isArm() ? "arm64" : "amd64");
        return unpacked(cache, resource, Programs::copyProgram).resolve("redis-server");
    }

    /** The directory that holds initdb and postgres. */
    public static Path postgres(Path cache) {
        String resource = "postgres-" + system() + "-" + (isArm() ? "arm_64" : "x86_64") + ".txz";
        return unpacked(cache, resource, Programs::extract).resolve("bin");
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static Path unpacked(Path cache, String resource, Unpacking unpacking) {
        URL url = Programs.class.getResource("/" + resource);
        if (url == null) {
            throw new StoresException("No embedded server for this system (" + resource + " is missing):"
                    + " set TEST_DATABASE_URL and TEST_REDIS_URL to servers of your own");
        }
        try {
            return unpacked(cache, url, resource, unpacking);
        } catch (IOException e) {
            throw new StoresException(
                    resource + " cannot be unpacked to " + cache + " (" + e.getMessage()
                            + "): check its permissions and the space on its disk",
                    e);
        }
    }

    private static Path unpacked(Path cache, URL url, String resource, Unpacking unpacking) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            Path directory = cache.resolve(resource.replace(".txz", "") + "-" + checksum(connection));
            if (!isComplete(directory)) {
                Path draft = cache.resolve("draft-" + UUID.randomUUID());
                unpacking.unpack(in, Files.createDirectories(draft));
                Files.writeString(draft.resolve(COMPLETE), Long.toString(Directories.count(draft) + 1));
                publish(draft, directory);
            }
            return directory;
        }
    }

    private static String checksum(URLConnection connection) throws IOException {
        return connection instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : Long.toHexString(connection.getContentLengthLong());
    }

    // Systems clear old files from temporary directories one by one, so that part of a directory may be gone.
    private static boolean isComplete(Path directory) throws IOException {
        Path complete = directory.resolve(COMPLETE);
        return Files.exists(complete) && Files.readString(complete).equals(Long.toString(Directories.count(directory)));
    }

    private static void publish(Path draft, Path directory) throws IOException {
        if (!isComplete(directory)) {
            Directories.delete(directory);
        }
        try {
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster; both have unpacked the same.
            Directories.delete(draft);
            if (!isComplete(directory)) {
                throw e;
            }
        }
    }

    private static void copyProgram(InputStream in, Path directory) throws IOException {
        Path program = directory.resolve("redis-server");
        Files.copy(in, program);
        makeExecutable(program);
    }

    private static void extract(InputStream in, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(directory, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(inside(directory, entry.getName() + "/.."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, inside(directory, entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        makeExecutable(path);
                    }
                }
            }
        }
    }

    private static Path inside(Path directory, String name) throws IOException {
        Path path = directory.resolve(name).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException("the archive points outside of itself: " + name);
        }
        return path;
    }

    private static void makeExecutable(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
