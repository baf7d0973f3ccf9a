package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.cli.CommandRun;
import org.scalelite.cli.ScaleliteCommand;
import org.scalelite.common.config.Settings;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.process.JavaCommand;

/** Servers are taken out of service without ending a meeting; the test is the poller. */
class ServersDrainTest {
    private static final URI URL = URI.create("https://bbb1.example.org/bigbluebutton/api");
    private static final Duration LONG = TestTimeout.LIMIT;

    private final TestRegistry registry = new TestRegistry();
    private final ServerId id = registry.online(URL, "secret");
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        registry.close();
    }

    private int drain(Map<String, String> environment, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "servers";
        arguments[1] = "drain";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.commandLine(() -> Settings.of(environment), arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int drain(String... options) {
        return drain(registry.environment(), options);
    }

    private static void awaitText(StringWriter where, String text) {
        await().atMost(LONG).until(() -> where.toString().contains(text));
    }

    private Server.State state() {
        return registry.servers().find(id).orElseThrow().state();
    }

    private void meeting(String meeting) {
        registry.redis().commands().sadd(registry.redis().keys().of(RedisKey.MEETINGS), meeting);
        registry.redis()
                .commands()
                .hset(registry.redis().keys().of(RedisKey.MEETING, meeting), "server_id", id.value());
    }

    @Test
    void cordonsWithoutWaiting() {
        assertThat(drain(id.value())).isZero();

        assertThat(state()).isEqualTo(Server.State.CORDONED);
        assertThat(out.toString())
                .contains("Server %s (%s) is cordoned: it gets no new meetings".formatted(id, URL))
                .contains("scalelite servers drain --wait " + id);
    }

    @Test
    void waitsUntilPollerDisablesServer() throws Exception {
        registry.poll(id, 10, "meeting:a", "meeting:b");
        Future<Integer> draining = threads.submit(() -> drain("--wait", id.value()));
        awaitText(out, "2 meetings, 0 users left");
        registry.poll(id, 5, "meeting:a");
        awaitText(out, "1 meeting, 0 users left");
        registry.poll(id, 0);
        awaitText(out, "0 meetings, 0 users left");
        assertThat(draining.isDone()).as("one empty poll is not enough").isFalse();
        registry.poll(id, 0);

        assertThat(draining.get(LONG.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(out.toString()).contains("Server %s (%s) is empty and disabled, after".formatted(id, URL));
        assertThat(out.toString().lines()).as("one line a change").hasSize(5);
        assertThat(err.toString()).isEmpty();
        assertThat(state()).isEqualTo(Server.State.DISABLED);
    }

    @Test
    void timeoutPrintsRemainingMeetings() {
        meeting("algebra");
        registry.poll(id, 10, "meeting:algebra");

        assertThat(drain("--wait", "--timeout", "1", id.value())).isEqualTo(1);

        assertThat(err.toString())
                .contains("is not drained after")
                .contains("stays cordoned: 1 meeting, 0 users left; the registry has algebra");
        assertThat(state()).isEqualTo(Server.State.CORDONED);
    }

    @Test
    void endsWhenServerIsEnabled() throws Exception {
        Future<Integer> draining = threads.submit(() -> drain("--wait", id.value()));
        awaitText(out, "0 meetings");
        registry.servers().changeState(id, Server.State.ENABLED);

        assertThat(draining.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(err.toString()).contains("was enabled by somebody");
    }

    @Test
    void removedServerCountsAsDrained() throws Exception {
        Future<Integer> draining = threads.submit(() -> drain("--wait", id.value()));
        awaitText(out, "0 meetings");
        registry.servers().remove(id, false);

        assertThat(draining.get(LONG.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(out.toString()).contains("was removed");
    }

    @Test
    void drainsSeveralServersAndNamesUnknown() {
        ServerId other = registry.online(URI.create("https://bbb2.example.org/bigbluebutton/api"), "secret");
        registry.servers().changeState(other, Server.State.DISABLED);

        assertThat(drain("nobody", other.value(), id.value())).isEqualTo(1);

        assertThat(err.toString()).contains("Couldn't find server with id=nobody");
        assertThat(out.toString()).contains("is disabled already");
        assertThat(registry.servers().find(other).orElseThrow().state()).isEqualTo(Server.State.DISABLED);
        assertThat(state()).isEqualTo(Server.State.CORDONED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000"})
    void itReportsThatNoPollerRuns(String polledAt) {
        String memory = registry.redis().keys().of(RedisKey.SERVER_MEMORY, id.value());
        registry.redis().commands().del(memory);
        if (!polledAt.isEmpty()) {
            registry.redis().commands().hset(memory, "polled_at", polledAt);
        }

        assertThat(drain("--wait", "--timeout", "1", id.value())).isEqualTo(1);

        assertThat(err.toString().lines().filter(line -> line.contains("Nothing has polled server")))
                .singleElement()
                .asString()
                .endsWith("start poller-service");
    }

    @Test
    void itOutlivesARestartOfRedis()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        try (RedisServer redis = RedisServer.start();
                TestRegistry own = new TestRegistry(redis.url())) {
            ServerId server = own.online(URL, "secret");
            Future<Integer> draining = threads.submit(() -> drain(own.environment(), "--wait", server.value()));
            awaitText(out, "0 meetings");
            redis.kill();
            awaitText(err, "still waiting");
            redis.restart();
            await().atMost(LONG).ignoreExceptions().until(() -> {
                own.poll(server, 0);
                return draining.isDone();
            });
            assertThat(draining.get(LONG.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void interruptPrintsCordonedServers() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(
                "-cp",
                System.getProperty("java.class.path"),
                ScaleliteCommand.class.getName(),
                "servers",
                "drain",
                "--wait",
                id.value()));
        builder.environment().putAll(registry.environment());
        Process command = builder.start();
        try (BufferedReader lines = command.inputReader(StandardCharsets.UTF_8)) {
            assertThat(List.of(lines.readLine(), lines.readLine()).getLast()).contains("meetings");
            // Not Process.destroy, which closes the streams.
            command.toHandle().destroy();
            assertThat(command.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("No longer waiting; cordoned until the poller finds them empty", id.value());
        } finally {
            command.destroyForcibly();
        }
        assertThat(command.exitValue()).isNotZero();
        assertThat(state()).isEqualTo(Server.State.CORDONED);
    }
}
