package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisServerCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private static final Duration PROBE_DEADLINE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RedisConnector connector;
    private final RedisLine line;
    private final RedisKeys keys;
    private final Duration timeout;
    private final RedisCircuit circuit = new RedisCircuit(this::answers);

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
     * @throws RedisAwayException if Redis does not answer in time, or did not answer the last call
     */
    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        return guarded(() -> asked(command));
    }

    private <T> T asked(Function<RedisCommands<String, String>, T> command) {
        StatefulRedisConnection<String, String> used = line.connection();
        try {
            return command.apply(used.sync());
        } catch (RedisCommandExecutionException e) {
            if (!RedisRefusal.isReadOnly(e) || !line.replaces(used)) {
                throw e;
            }
        }
        return command.apply(line.connection().sync());
    }

    private <T> T guarded(Supplier<T> call) {
        long began = circuit.begin();
        try {
            return call.get();
        } catch (RedisLoadingException e) {
            circuit.failed(began, e);
            throw new RedisAwayException(e);
        } catch (RedisCommandExecutionException e) {
            // Redis answered, and said no: a fault of ours, unless it only cannot at the moment.
            throw RedisRefusal.translated(e);
        } catch (RedisCommandInterruptedException e) {
            throw new RedisAwayException(e);
        } catch (RedisException e) {
            circuit.failed(began, e);
            throw new RedisAwayException(e);
        }
    }

    /** Asks once, past the circuit. The line sees to it that a connection over which nothing comes is made anew. */
    private boolean answers() {
        Duration deadline = timeout.compareTo(PROBE_DEADLINE) < 0 ? timeout : PROBE_DEADLINE;
        try {
            RedisFuture<String> answer = line.connection().async().ping();
            LettuceFutures.awaitOrCancel(answer, deadline.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RedisException e) {
            LOG.debug("Redis does not answer yet", e);
            return false;
        }
    }

    /** How long Redis has been away; empty if it answered the last call. */
    public Optional<Duration> awayFor() {
        return circuit.outageTime();
    }

    /** How often Redis has been away since this process started. */
    public long outages() {
        return circuit.outages();
    }

    /**
     * The time by Redis' clock, the only one that all services share.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public Instant now() {
        List<String> time = call(RedisServerCommands::time);
        return Instant.ofEpochSecond(
                Long.parseLong(time.get(0)), TimeUnit.MICROSECONDS.toNanos(Long.parseLong(time.get(1))));
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

    /**
     * Commands of which many can be under way at once.
     *
     * @throws RedisAwayException if Redis did not answer the last call
     */
    public RedisAsyncCommands<String, String> async() {
        long _ = circuit.begin();
        return line.connection().async();
    }

    /**
     * What an asynchronous command answered.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T await(RedisFuture<T> future) {
        return guarded(() -> LettuceFutures.awaitOrCancel(future, timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Tells {@code listener} whenever something is published on a channel, until the store is closed. What is published
     * while the connection is away is missed.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public void listen(String channel, Runnable listener) {
        try {
            connector.listen(channel, listener);
        } catch (RedisException e) {
            throw new RedisAwayException(e);
        }
    }

    @Override
    public void close() {
        circuit.close();
        line.close();
        connector.close();
    }
}
