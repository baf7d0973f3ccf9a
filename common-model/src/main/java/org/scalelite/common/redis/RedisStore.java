package org.scalelite.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.scalelite.common.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a process to Redis. Commands of all threads share it and are pipelined; each has a deadline, and
 * while the connection is away commands fail at once instead of queueing up.
 */
public final class RedisStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final int PROBE_SECONDS = 60;
    private static final String PROBE = "ok";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisKeys keys;
    private final Duration timeout;

    private RedisStore(
            RedisClient client, StatefulRedisConnection<String, String> connection, RedisKeys keys, Duration timeout) {
        this.client = client;
        this.connection = connection;
        this.keys = keys;
        this.timeout = timeout;
    }

    /**
     * Connects, trying again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    public static RedisStore connect(RedisConfig config) {
        RedisClient client = client(config);
        try {
            return new RedisStore(
                    client, firstConnection(client, config), new RedisKeys(config.namespace()), config.timeout());
        } catch (RuntimeException e) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            throw e;
        }
    }

    private static RedisClient client(RedisConfig config) {
        RedisURI uri = RedisURI.create(config.url());
        uri.setTimeout(config.timeout());
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.timeout())
                        .keepAlive(true)
                        .build())
                .build());
        return client;
    }

    private static StatefulRedisConnection<String, String> firstConnection(RedisClient client, RedisConfig config) {
        Duration pause = FIRST_PAUSE;
        for (int retry = 0; ; retry++) {
            try {
                return client.connect();
            } catch (RedisException e) {
                if (retry >= config.connectRetries()) {
                    throw new ConfigurationException("%s does not answer (%s): check REDIS_URL and that Redis runs"
                            .formatted(config, rootMessage(e)));
                }
                LOG.warn("{} does not answer ({}), trying again in {} ms", config, rootMessage(e), pause.toMillis());
            }
            sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for Redis");
        }
    }

    /** The names of all keys. */
    public RedisKeys keys() {
        return keys;
    }

    /** The driver's own commands, for tools that need one that nobody else does. */
    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /**
     * One round trip.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        try {
            return command.apply(connection.sync());
        } catch (RedisCommandExecutionException e) {
            // Redis answered, and said no: a fault of ours, not of the connection.
            throw e;
        } catch (RedisException e) {
            throw new RedisAwayException(e);
        }
    }

    /** Whether Redis takes a write and gives it back: a full or read-only one does not. */
    public boolean takesWrites() {
        String key = keys.healthProbe();
        try {
            return call(commands -> {
                commands.setex(key, PROBE_SECONDS, PROBE);
                return PROBE.equals(commands.get(key));
            });
        } catch (RedisAwayException | RedisCommandExecutionException e) {
            LOG.debug("Redis is not well", e);
            return false;
        }
    }

    /** Commands of which many can be under way at once. */
    public RedisAsyncCommands<String, String> async() {
        return connection.async();
    }

    /**
     * What an asynchronous command answered.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T await(RedisFuture<T> future) {
        try {
            return LettuceFutures.awaitOrCancel(future, timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RedisCommandExecutionException e) {
            throw e;
        } catch (RedisException e) {
            throw new RedisAwayException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
