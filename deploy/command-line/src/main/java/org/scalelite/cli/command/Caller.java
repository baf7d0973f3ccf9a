package org.scalelite.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.scalelite.common.admin.Actor;

/** Who runs a command. */
public final class Caller {
    /** The name service might not answer, so it is not asked. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Caller() {}

    /** The user of the operating system, and this host, as the audit log names them. */
    public static Actor ofProcess() {
        return Actor.commandLine(System.getProperty("user.name", "?"), hostName());
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException _) {
            // Not on Linux.
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }
}
