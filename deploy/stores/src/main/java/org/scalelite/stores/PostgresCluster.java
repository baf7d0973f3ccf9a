package org.scalelite.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.scalelite.stores.process.Directories;
import org.scalelite.stores.process.Programs;
import org.scalelite.stores.process.ServerHome;
import org.scalelite.stores.process.ServerProcess;
import org.scalelite.stores.process.Unprivileged;

/** A data directory of PostgreSQL, made at first use with a password of its own. */
record PostgresCluster(ServerHome home) {
    static final String USER = "scalelite";
    private static final String PASSWORD_FILE = "scalelite.password";
    private static final Duration INITDB = Duration.ofSeconds(90);

    /** Makes the directory unless it is there, and returns its password. */
    String password() {
        try {
            if (!Files.exists(home.data().resolve("PG_VERSION"))) {
                make();
            }
            return Files.readString(home.data().resolve(PASSWORD_FILE)).strip();
        } catch (IOException e) {
            throw new StoresException(
                    home.data() + " cannot be used as PostgreSQL's data (" + e.getMessage()
                            + "): choose another directory, or delete this one if its data is not needed",
                    e);
        }
    }

    /** The command that runs the server. */
    List<String> command(int port) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.addAll(List.of(program("postgres"), "-D", home.data().toString(), "-p", Integer.toString(port)));
        set(command, "listen_addresses=127.0.0.1");
        // Their directory could be one this user may not write to.
        set(command, "unix_socket_directories=");
        set(command, "max_connections=200");
        set(command, "timezone=UTC");
        set(command, "log_timezone=UTC");
        if (!home.lasting()) {
            // This data goes with its server, so it need not outlive the machine; but what was confirmed outlives a
            // kill.
            set(command, "fsync=off");
            set(command, "full_page_writes=off");
        }
        return command;
    }

    private static void set(List<String> command, String setting) {
        command.add("-c");
        command.add(setting);
    }

    private String program(String name) {
        return Programs.postgres(home.programs()).resolve(name).toString();
    }

    // Made beside its place and then moved there, so that a killed initdb leaves nothing half-made.
    private void make() throws IOException {
        Path draft = home.data().resolveSibling("postgres.new");
        Path secret = home.data().resolveSibling("postgres.password.new");
        Directories.delete(draft);
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, newPassword());
        ServerProcess.run("initdb", initdb(draft, secret), home, INITDB);
        Files.move(secret, draft.resolve(PASSWORD_FILE));
        Files.move(draft, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> initdb(Path data, Path secret) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.addAll(List.of(
                program("initdb"),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                // The same order and case rules on every system.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (!home.lasting()) {
            command.add("--no-sync");
        }
        return command;
    }

    private static String newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
