package org.scalelite.common.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.process.Ports;

/** Debian's PgBouncer in front of a database: each transaction gets one of a few connections. */
record PgBouncer(Process process, int port, URI target, Path logFile) implements AutoCloseable {
    private static final int CONNECTIONS = 3;

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/pgbouncer"));
    }

    static PgBouncer before(String databaseUrl, Path directory) throws IOException {
        URI target = URI.create(databaseUrl);
        int port = Ports.free();
        String[] credentials = target.getRawUserInfo().split(":", 2);
        Path log = directory.resolve("pgbouncer.log");
        Path users = Files.writeString(
                directory.resolve("users"), "\"%s\" \"%s\"%n".formatted(credentials[0], credentials[1]));
        Path file = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = plain
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 200
                """.formatted(
                        target.getHost(), target.getPort(), port, users, CONNECTIONS));
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // As whom it refuses to run.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of("/usr/sbin/pgbouncer", file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PgBouncer started = new PgBouncer(process, port, target, log);
        Awaitility.await().atMost(TestTimeout.LIMIT).until(started::listensOrHasEnded);
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(log));
        }
        return started;
    }

    private boolean listensOrHasEnded() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return !process.isAlive();
        }
    }

    /** As {@code DATABASE_URL}. */
    String url(String parameters) {
        return "postgresql://%s@127.0.0.1:%d%s?%s"
                .formatted(target.getRawUserInfo(), port, target.getRawPath(), parameters);
    }

    String log() throws IOException {
        return Files.readString(logFile);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
