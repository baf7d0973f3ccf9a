package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private final RedisConnector connector;
    private final RedisLine line;
    private final RedisKeys keys;
    private final Duration timeout;

    private RedisStore(RedisConnector connector, RedisLine line, RedisConfig config) {
        this.connector = connector;
        this.line = line;
        this.keys = new RedisKeys(config.namespace());
        this.timeout = config.timeout();
    }

    /**
     * Connects, trying again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    public static RedisStore connect(RedisConfig config) {
        RedisConnector connector = new RedisConnector(config);
        try {
            RedisLine line = new RedisLine(connector, firstConnection(connector, config), config.timeout());
            return new RedisStore(connector, line, config);
        } catch (RuntimeException e) {
            connector.close();
            throw e;
        }
    }

    private static StatefulRedisConnection<String, String> firstConnection(
            RedisConnector connector, RedisConfig config) {
        Duration pause = FIRST_PAUSE;
        for (int retry = 0; ; retry++) {
            try {
                return connector.connect();
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

    static String rootMessage(Throwable failure) {
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
        return line.connection().sync();
    }

    /**
     * One round trip; two if Redis turns out to be a replica, as a primary is after a failover. That one has changed
     * nothing, so it is safe to ask its successor. What got no answer is not asked again.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        StatefulRedisConnection<String, String> used = line.connection();
        try {
            return command.apply(used.sync());
        } catch (RedisCommandExecutionException e) {
            if (!RedisRefusal.isReadOnly(e) || !line.replaces(used)) {
                throw RedisRefusal.translated(e);
            }
        } catch (RedisException e) {
            throw new RedisAwayException(e);
        }
        return answer(() -> command.apply(line.connection().sync()));
    }

    private static <T> T answer(Supplier<T> command) {
        try {
            return command.get();
        } catch (RedisCommandExecutionException e) {
            // Redis answered, and said no: a fault of ours, unless it only cannot at the moment.
            throw RedisRefusal.translated(e);
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
        return line.connection().async();
    }

    /**
     * What an asynchronous command answered.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T await(RedisFuture<T> future) {
        return answer(() -> LettuceFutures.awaitOrCancel(future, timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        line.close();
        connector.close();
    }
}
