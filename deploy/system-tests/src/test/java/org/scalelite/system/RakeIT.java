package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.simulator.SimulatedPool;

/** {@code deploy/bin/rake} and {@code deploy/bin/scalelite} find the program of each task, on stores that Scalelite filled. */
class RakeIT {
    private static final String RECORDING = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";

    private static final TestRegistry REGISTRY = new TestRegistry();
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final SimulatedPool POOL = SimulatedPool.start(1);

    @BeforeAll
    static void fill() throws IOException {
        try (var sql = Objects.requireNonNull(RakeIT.class.getResourceAsStream("/db/scalelite-made.sql"))) {
            DATABASE.run(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        DATABASE.migrate();
    }

    @AfterAll
    static void close() {
        POOL.close();
        REGISTRY.close();
        DATABASE.close();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(REGISTRY.environment());
        environment.put("DATABASE_URL", DATABASE.url());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return environment;
    }

    private static String run(int expectedExitCode, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "sh", SuiteProcess.ROOT.resolve("deploy/bin").resolve(script).toString()));
        command.addAll(List.of(arguments));
        try (SuiteProcess process = SuiteProcess.start(command, environment())) {
            assertThat(process.awaitExit()).as(process.log()).isEqualTo(expectedExitCode);
            return process.log();
        }
    }

    @Test
    void runsTasksOfAllServicesInOneCall() {
        String tenant;
        try (CommandLineFixture scalelite = new CommandLineFixture(environment())) {
            tenant = CommandLineFixture.idIn(scalelite.run("tenants", "add", "school", "secret"));
        }

        String log = run(
                0,
                "rake",
                "servers:add[%s, %s, 2]"
                        .formatted(POOL.server(0).apiUrl(), POOL.server(0).secret()),
                "poll:all",
                "recordings:addToTenant[" + tenant + "]",
                "recordings:update[" + RECORDING + ",gl-listed=true]",
                "status");

        assertThat(log).contains("OK\nid: ", "1 recordings added to tenant " + tenant, "HOSTNAME", "online");
        Server server = REGISTRY.servers().all().getFirst();
        assertThat(server.loadMultiplier()).isEqualTo(2);
        assertThat(server.online()).isTrue();
        assertThat(server.statistics().bbbVersion()).isPresent();
        assertThat(DATABASE.value("select value from metadata where key = 'tenant-id'"))
                .isEqualTo(tenant);
        assertThat(DATABASE.value("select value from metadata where key = 'gl-listed'"))
                .isEqualTo("true");
        assertThat(DATABASE.value("select published::text || name from recordings"))
                .isEqualTo("trueBiology 101");
        assertThat(REGISTRY.redis().commands().xlen(REGISTRY.redis().keys().of(RedisKey.AUDIT_LOG)))
                .as("a server, a tenant, its recordings, one recording")
                .isEqualTo(4);
    }

    @Test
    void listsRecordingOfScalelite() {
        assertThat(run(0, "scalelite", "recordings", "list"))
                .contains(RECORDING, "room-1", "Biology 101", "published", "2026-01-05T09:00:00Z", "presentation");
    }

    @Test
    void successfulPollPrintsNothing() {
        assertThat(run(0, "rake", "poll:all", "poll:versions")).isEmpty();
    }

    @Test
    void readsVariablesBetweenTasks() {
        assertThat(run(1, "rake", "REDIS_URL=redis://127.0.0.1:1", "DB_CONNECTION_RETRY_COUNT=0", "servers"))
                .contains("check REDIS_URL");
        assertThat(run(1, "rake", "servers:explode", "poll:all")).contains("Don't know how to build task");
    }

    @Test
    void livenessChecksStores() {
        assertThat(run(0, "scalelite", "liveness")).isEqualTo("success\n");
    }
}
