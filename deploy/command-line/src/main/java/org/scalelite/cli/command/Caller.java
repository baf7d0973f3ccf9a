package org.scalelite.cli.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.scalelite.cli.output.Style;
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

    /** How the output is read: with colours at a terminal, and with the times of this machine or of {@code TZ}. */
    static Style style() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return Style.of(terminal, variable("TERM"), variable("NO_COLOR"), ZoneId.systemDefault());
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
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
