package org.scalelite.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.stores.process.ProcessMark;

class LocalStoresIT {
    @TempDir
    private static Path directory = Path.of("");

    @Test
    void stopsOnSigtermAndKeepsItsData() throws Exception {
        try (LocalStoresProcess first = LocalStoresProcess.start(directory)) {
            first.awaitReady();
            Clients.redis(first.redisUrl(), redis -> redis.set("meeting", "server-1"));
            Clients.sql(first.databaseUrl(), "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (42)");
            assertThat(first.outputLines()).containsExactlyElementsOf(first.readyLines());
            List<ProcessHandle> servers = first.servers();
            assertThat(servers).hasSizeGreaterThan(1);

            assertThat(first.terminate()).isZero();

            assertThat(servers).noneMatch(ProcessMark::isAlive);
            assertThat(first.readyFile()).doesNotExist();
            assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
        }
        try (LocalStoresProcess second = LocalStoresProcess.start(directory)) {
            second.awaitReady();
            assertThat(Clients.<String>redis(second.redisUrl(), redis -> redis.get("meeting")))
                    .isEqualTo("server-1");
            assertThat(Clients.value(second.databaseUrl(), "SELECT id FROM kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void takesOverFromARunThatWasKilled() throws Exception {
        try (LocalStoresProcess killed = LocalStoresProcess.start(directory);
                LocalStoresProcess next = LocalStoresProcess.prepared(directory)) {
            killed.awaitReady();
            Clients.redis(killed.redisUrl(), redis -> redis.set("key", "value"));
            List<ProcessHandle> servers = killed.servers();
            killed.kill();
            assertThat(servers).anyMatch(ProcessMark::isAlive);

            next.launch();
            next.awaitReady();

            assertThat(servers).noneMatch(ProcessMark::isAlive);
            assertThat(Clients.<String>redis(next.redisUrl(), redis -> redis.get("key")))
                    .isEqualTo("value");
        }
    }

    @Test
    void startsDespiteAStalePidFile() throws Exception {
        try (LocalStoresProcess first = LocalStoresProcess.start(directory)) {
            first.awaitReady();
        }
        Path file = directory.resolve("data/postgres/postmaster.pid");
        Files.writeString(file, ProcessHandle.current().pid() + "\n/elsewhere\n");

        try (LocalStoresProcess second = LocalStoresProcess.start(directory)) {
            second.awaitReady();
            assertThat(Clients.value(second.databaseUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesADirectoryThatIsInUseInOneLine() throws Exception {
        try (LocalStoresProcess running = LocalStoresProcess.start(directory);
                LocalStoresProcess second = LocalStoresProcess.prepared(directory)) {
            running.awaitReady();

            second.launch();

            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.errors()).singleElement().asString().contains("already running", "--data");
            assertThat(Clients.<String>redis(running.redisUrl(), redis -> redis.ping()))
                    .isEqualTo("PONG");
        }
    }

    @Test
    void refusesAPortThatIsTakenInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LocalStoresProcess process =
                        LocalStoresProcess.start(directory, "--redis-port", Integer.toString(taken.getLocalPort()))) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.errors())
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(taken.getLocalPort()), "is taken", "--redis-port");
            assertThat(process.servers()).isEmpty();
        }
    }

    @Test
    void endsWithAnErrorWhenAServerDies() throws Exception {
        try (LocalStoresProcess process = LocalStoresProcess.start(directory)) {
            process.awaitReady();
            Clients.<Boolean>redis(process.redisUrl(), redis -> {
                redis.shutdown(false);
                return true;
            });

            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.errors()).singleElement().asString().contains("Redis ended by itself");
            assertThat(process.readyFile()).doesNotExist();
        }
    }
}
