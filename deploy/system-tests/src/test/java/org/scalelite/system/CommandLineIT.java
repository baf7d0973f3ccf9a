package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.stores.TestStores;

/** {@code deploy/bin/scalelite}, as an operator and an image run it. */
class CommandLineIT {
    private static TestDatabase database;

    private final Path home;

    CommandLineIT(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** The programs of an installed suite; caches go beside them and not into the checkout. */
    private Path install() throws IOException {
        Path installed = Files.createDirectories(home.resolve("command-line"));
        Path target = SuiteProcess.ROOT.resolve("deploy/command-line/target");
        for (String name : List.of("lib", "command-line.jar")) {
            Files.createSymbolicLink(installed.resolve(name), target.resolve(name));
        }
        return installed;
    }

    private SuiteProcess scalelite(Map<String, String> further, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCALELITE_HOME", home.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("DATABASE_URL", database.url());
        environment.put("REDIS_URL", TestStores.redisUrl());
        environment.putAll(further);
        List<String> command = new ArrayList<>(
                List.of(SuiteProcess.ROOT.resolve("deploy/bin/scalelite").toString()));
        command.addAll(List.of(arguments));
        return SuiteProcess.start(command, environment);
    }

    private void answers(String expected, int code, Map<String, String> further, String... arguments) {
        try (SuiteProcess command = scalelite(further, arguments)) {
            assertThat(command.awaitExit()).as(command.log()).isEqualTo(code);
            assertThat(command.log().strip()).isEqualTo(expected);
        }
    }

    @Test
    void invalidCacheIsIgnoredSilently() throws IOException {
        Files.writeString(install().resolve("cli.aot"), "no cache".repeat(1000));
        answers("No callbacks", 0, Map.of(), "callbacks", "list");
    }

    @Test
    void scriptReturnsExitCodeOfCommand() throws IOException {
        install();
        answers("Couldn't find an archive with name=none.tar", 1, Map.of(), "recordings", "retry", "none.tar");
        try (SuiteProcess wrong = scalelite(Map.of(), "recordings", "retry")) {
            assertThat(wrong.awaitExit()).as(wrong.log()).isEqualTo(2);
        }
    }

    @Test
    void signalReachesCommand() throws IOException {
        install();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SuiteProcess command = scalelite(
                        Map.of("DATABASE_URL", "postgresql://u:p@127.0.0.1:" + silent.getLocalPort() + "/d"),
                        "callbacks",
                        "list")) {
            silent.accept();
            command.terminate();
            assertThat(command.awaitExit()).as(command.log()).isEqualTo(143);
        }
    }
}
