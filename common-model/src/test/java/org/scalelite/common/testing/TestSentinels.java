package org.scalelite.common.testing;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.stores.RedisServer;
import org.scalelite.stores.SentinelServer;

/** A primary, its replicas and three Sentinels as processes, with the settings that docs/high-availability.md gives. */
public final class TestSentinels implements AutoCloseable {
    public static final String NAME = "scalelite";
    public static final String PASSWORD = "password/of@redis";
    public static final String SENTINEL_PASSWORD = "password-of-the-sentinels";
    private static final String ENCODED_PASSWORD = "password%2Fof%40redis";
    private static final Duration READY = TestTimeout.LIMIT;
    private static final int SENTINELS = 3;

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<SentinelServer> sentinels = new ArrayList<>();
    private final RedisClient client = RedisClient.create();

    /** Starts them, and waits until the Sentinels know each other and all replicas follow. */
    public static TestSentinels start(int replicas) {
        TestSentinels started = new TestSentinels();
        started.launch(replicas);
        return started;
    }

    private void launch(int replicas) {
        int primary = addServer().port();
        for (int i = 0; i < replicas; i++) {
            addServer("--replicaof", "127.0.0.1", Integer.toString(primary));
        }
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(SentinelServer.start(List.of(
                    "requirepass " + SENTINEL_PASSWORD,
                    "sentinel monitor %s 127.0.0.1 %d 2".formatted(NAME, primary),
                    "sentinel auth-pass %s %s".formatted(NAME, PASSWORD),
                    "sentinel down-after-milliseconds %s 1000".formatted(NAME),
                    // Twice that passes between two failovers.
                    "sentinel failover-timeout %s 3000".formatted(NAME),
                    "sentinel parallel-syncs %s 1".formatted(NAME))));
        }
        await("Sentinels and replicas")
                .atMost(READY)
                .until(() -> sentinels.stream().allMatch(sentinel -> isReady(sentinel, replicas)));
    }

    private RedisServer addServer(String... replication) {
        List<String> options = new ArrayList<>(List.of(replication));
        options.addAll(List.of("--requirepass", PASSWORD, "--masterauth", PASSWORD));
        // As soon as a replica is there, a second one is not needed to write, but one is.
        options.addAll(List.of("--min-replicas-to-write", "1", "--min-replicas-max-lag", "10"));
        options.addAll(List.of("--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"));
        RedisServer server = RedisServer.start(options.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    private boolean isReady(SentinelServer sentinel, int replicas) {
        return ask(sentinel, commands -> {
            Map<String, String> master = commands.master(NAME);
            return "2".equals(master.get("num-other-sentinels"))
                    && commands.replicas(NAME).stream()
                                    .filter(replica -> "ok".equals(replica.get("master-link-status")))
                                    .filter(replica -> "slave".equals(replica.get("flags")))
                                    .count()
                            == replicas;
        });
    }

    /** What to give to {@code REDIS_URL}. */
    public String url() {
        return "redis-sentinel://:" + ENCODED_PASSWORD + "@"
                + sentinels.stream()
                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "/0#" + NAME;
    }

    public List<RedisServer> servers() {
        return servers;
    }

    public List<SentinelServer> sentinels() {
        return sentinels;
    }

    /** The one that the Sentinels take for the primary. */
    public RedisServer primary() {
        InetSocketAddress address =
                ask(sentinels.getLast(), commands -> (InetSocketAddress) commands.getMasterAddrByName(NAME));
        return servers.stream()
                .filter(server -> server.port() == address.getPort())
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all replicas follow the primary, as after a failover. */
    public void awaitReplicas() {
        String online = "slave[0-9]+:.*state=online.*";
        await("replicas of the primary")
                .atMost(READY)
                .until(() -> on(primary(), commands -> commands.info("replication"))
                                .lines()
                                .filter(line -> line.matches(online))
                                .count()
                        == servers.size() - 1);
    }

    /** Orders a planned failover, as soon as the Sentinel has ended the last one and knows a replica. */
    public void failOver() {
        await("a Sentinel that accepts a failover")
                .atMost(READY)
                .ignoreExceptionsMatching(
                        failure -> String.valueOf(failure.getMessage()).matches("(INPROG|NOGOODSLAVE).*"))
                .until(() -> "OK".equals(ask(sentinels.getLast(), commands -> commands.failover(NAME))));
    }

    /** Has one of the servers hold back whatever would change something. */
    public void pauseWrites(RedisServer server, Duration time) {
        CommandArgs<String, String> pause = new CommandArgs<>(StringCodec.UTF8)
                .add("PAUSE")
                .add(time.toMillis())
                .add("WRITE");
        on(server, commands -> commands.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), pause));
    }

    /** A command to one of the servers, past the suite. */
    public <T> T on(RedisServer server, Function<RedisCommands<String, String>, T> command) {
        try (StatefulRedisConnection<String, String> connection = client.connect(uri(server.port(), PASSWORD))) {
            return command.apply(connection.sync());
        }
    }

    private <T> T ask(SentinelServer sentinel, Function<RedisSentinelCommands<String, String>, T> command) {
        try (StatefulRedisSentinelConnection<String, String> connection =
                client.connectSentinel(uri(sentinel.port(), SENTINEL_PASSWORD))) {
            return command.apply(connection.sync());
        }
    }

    private static RedisURI uri(int port, String password) {
        return RedisURI.Builder.redis("127.0.0.1", port)
                .withPassword(password.toCharArray())
                .withTimeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public void close() {
        sentinels.forEach(SentinelServer::close);
        servers.forEach(RedisServer::close);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
