package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scalelite.common.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a process to Redis. Commands of all threads share it and are pipelined; each has a deadline, and
 * while Redis is away commands fail at once instead of queueing up.
 */
public final class RedisStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final int PROBE_SECONDS = 60;
    private static final String PROBE = "ok";
    private static final Duration PROBE_DEADLINE = Duration.ofSeconds(2);

    private final RedisLink link;
    private final RedisKeys keys;
    private final Duration timeout;
    private final RedisCircuit circuit = new RedisCircuit(this::answers);

    private RedisStore(RedisLink link, RedisKeys keys, Duration timeout) {
        this.link = link;
        this.keys = keys;
        this.timeout = timeout;
    }

    /**
     * Connects, trying again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    public static RedisStore connect(RedisConfig config) {
        return new RedisStore(RedisLink.connect(config), new RedisKeys(config.namespace()), config.timeout());
    }

    /** The names of all keys. */
    public RedisKeys keys() {
        return keys;
    }

    /** The driver's own commands, for tools that need one that nobody else does. */
    public RedisCommands<String, String> commands() {
        return link.connection().sync();
    }

    /**
     * One round trip.
     *
     * @throws RedisAwayException if Redis does not answer in time, or did not answer the last call
     */
    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        return guarded(() -> command.apply(link.connection().sync()));
    }

    private <T> T guarded(Supplier<T> call) {
        long began = circuit.begin();
        try {
            return call.get();
        } catch (RedisLoadingException e) {
            circuit.failed(began, e);
            throw new RedisAwayException(e);
        } catch (RedisCommandExecutionException e) {
            // Redis answered, and said no: a fault of ours, not of the connection.
            throw e;
        } catch (RedisCommandInterruptedException e) {
            throw new RedisAwayException(e);
        } catch (RedisException e) {
            circuit.failed(began, e);
            throw new RedisAwayException(e);
        }
    }

    /** Asks once, past the circuit. */
    private boolean answers() {
        Duration deadline = timeout.compareTo(PROBE_DEADLINE) < 0 ? timeout : PROBE_DEADLINE;
        try {
            RedisFuture<String> answer = link.connection().async().ping();
            LettuceFutures.awaitOrCancel(answer, deadline.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RedisCommandTimeoutException e) {
            LOG.debug("Redis does not answer yet, the connection is made anew", e);
            link.drop();
            return false;
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
        return link.connection().async();
    }

    /**
     * What an asynchronous command answered.
     *
     * @throws RedisAwayException if Redis does not answer in time
     */
    public <T> T await(RedisFuture<T> future) {
        return guarded(() -> LettuceFutures.awaitOrCancel(future, timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        circuit.close();
        link.close();
    }
}
