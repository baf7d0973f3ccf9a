package org.scalelite.stores.process;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.scalelite.stores.StoresException;

/** This user's directory for servers of tests; it ends and deletes what a killed test run left there. */
final class TemporaryRoot {
    static final String MARK = ".process";
    private static final Path ROOT =
            Path.of(System.getProperty("java.io.tmpdir"), "scalelite-stores-" + new UnixSystem().getUid());

    private TemporaryRoot() {}

    static Path programs() {
        return ServerHome.directories(root().resolve("programs"));
    }

    /** A directory whose name says which process it belongs to. */
    static synchronized Path newDirectory() {
        Path runs = ServerHome.directories(root().resolve("runs"));
        sweep(runs);
        ProcessMark owner = ProcessMark.of(ProcessHandle.current());
        String name = owner.pid() + "-" + owner.startedMillis() + "-" + UUID.randomUUID();
        return ServerHome.directories(runs.resolve(name));
    }

    private static Path root() {
        try {
            if (!Files.exists(ROOT, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        ROOT, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            // Another process may have made it just now; what is there is checked in any case.
        }
        return checked();
    }

    // Programs are run from here, and everybody may write to the directory above it.
    private static Path checked() {
        try {
            Object owner = Files.getAttribute(ROOT, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (owner instanceof Integer uid && uid == new UnixSystem().getUid()) {
                return ROOT;
            }
            throw new StoresException("Directory " + ROOT + " belongs to another user: delete it,"
                    + " or choose another temporary directory with -Djava.io.tmpdir");
        } catch (IOException e) {
            throw new StoresException(
                    "Directory " + ROOT + " cannot be used: choose another temporary directory with -Djava.io.tmpdir",
                    e);
        }
    }

    private static void sweep(Path runs) {
        for (Path run : children(runs)) {
            boolean abandoned = ProcessMark.parse(String.valueOf(run.getFileName()))
                    .map(owner -> owner.alive().isEmpty())
                    .orElse(false);
            if (abandoned) {
                endServers(run);
                Directories.delete(run);
            }
        }
    }

    private static void endServers(Path run) {
        for (Path file : children(run)) {
            if (file.toString().endsWith(MARK)) {
                // INT is a fast clean stop for both servers.
                ProcessMark.read(file).flatMap(ProcessMark::alive).ifPresent(Ending.INT::end);
            }
        }
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
