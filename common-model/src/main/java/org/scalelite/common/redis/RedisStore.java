package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisServerCommands;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.tracing.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a process to Redis. Commands of all threads share it and are pipelined; each has a deadline, and
 * while Redis is unavailable commands fail at once instead of queueing up.
 */
public final class RedisStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final int PROBE_SECONDS = 60;
    private static final String PROBE = "ok";

    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, String> connection;
    private final RedisCircuitBreaker circuit = new RedisCircuitBreaker();
    private final RedisSubscription subscription;
    private final RedisConnectionMonitor monitor;
    private final RedisNamespace keys;
    private final Duration timeout;
    private final Traces traces;
    private final Runnable close;

    private RedisStore(
            RedisConfig config,
            RedisClient client,
            Supplier<StatefulRedisConnection<String, String>> connect,
            Traces traces,
            Runnable close) {
        RedisURI uri = config.uri();
        this.keys = RedisNamespace.below(config.namespace());
        this.timeout = config.timeout();
        this.traces = traces;
        this.close = close;
        client.setOptions(config.clientOptions());
        this.subscription = new RedisSubscription(client);
        this.monitor = new RedisConnectionMonitor(new Sentinels(client, uri), circuit, subscription, timeout);
        this.connection = new FirstConnection(config, client, uri).open(connect);
        monitor.start(connection);
    }

    /**
     * Connects with a client and a connection of the container, which closes both.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    static RedisStore over(
            RedisConfig config,
            RedisClient client,
            Supplier<StatefulRedisConnection<String, String>> connect,
            Traces traces) {
        return new RedisStore(config, client, connect, traces, () -> {});
    }

    /**
     * Connects without a container, trying again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    public static RedisStore connect(RedisConfig config) {
        ClientResources resources = OpenChannels.resources();
        RedisClient client = RedisClient.create(resources, config.uri());
        Runnable close = () -> {
            client.shutdown(Duration.ZERO, GOODBYE);
            Future<Boolean> _ = resources.shutdown(0, GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        };
        try {
            return new RedisStore(config, client, client::connect, Traces.OFF, close);
        } catch (RuntimeException e) {
            close.run();
            throw e;
        }
    }

    /** The traces that a script is a span of. */
    Traces traces() {
        return traces;
    }

    /** The names of all keys. */
    public RedisNamespace keys() {
        return keys;
    }

    /** The driver's own commands, past the circuit breaker. */
    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /**
     * One round trip; two if Redis turns out to be a replica, as a primary is after a failover. That one has changed
     * nothing, so it is safe to ask its successor. What got no answer is not asked again.
     *
     * @throws RedisUnavailableException if Redis does not answer in time, or did not answer the last call
     */
    public <T> T call(Function<RedisCommands<String, String>, T> command) {
        return guarded(() -> asked(command));
    }

    private <T> T asked(Function<RedisCommands<String, String>, T> command) {
        CountDownLatch replaced = monitor.replaced();
        try {
            return command.apply(connection.sync());
        } catch (RedisCommandExecutionException e) {
            if (!RedisRefusal.isReadOnly(e) || !monitor.awaitReplacement(replaced)) {
                throw e;
            }
        }
        return command.apply(connection.sync());
    }

    private <T> T guarded(Supplier<T> call) {
        long began = circuit.begin();
        try {
            return call.get();
        } catch (RedisLoadingException e) {
            failed(began, e);
            throw new RedisUnavailableException(e);
        } catch (RedisCommandExecutionException e) {
            // Redis answered with an error: a fault of ours, unless it only cannot at the moment.
            throw RedisRefusal.translated(e);
        } catch (RedisCommandInterruptedException e) {
            throw new RedisUnavailableException(e);
        } catch (RedisException e) {
            failed(began, e);
            throw new RedisUnavailableException(e);
        }
    }

    private void failed(long began, RedisException cause) {
        if (circuit.failed(began, cause)) {
            monitor.checkNow();
        }
    }

    /** How long Redis has been unavailable; empty if it answered the last call. */
    public Optional<Duration> unavailableFor() {
        return circuit.outageTime();
    }

    /** How often Redis has been unavailable since this process started. */
    public long outages() {
        return circuit.outages();
    }

    /**
     * The time by Redis' clock, the only one that all services share.
     *
     * @throws RedisUnavailableException if Redis does not answer in time
     */
    public Instant now() {
        List<String> time = call(RedisServerCommands::time);
        return Instant.ofEpochSecond(
                Long.parseLong(time.get(0)), TimeUnit.MICROSECONDS.toNanos(Long.parseLong(time.get(1))));
    }

    /** Whether Redis takes a write and gives it back: a full or read-only one does not. */
    public boolean takesWrites() {
        String key = keys.of(RedisKey.HEALTH_PROBE);
        try {
            return call(commands -> {
                commands.setex(key, PROBE_SECONDS, PROBE);
                return PROBE.equals(commands.get(key));
            });
        } catch (RedisUnavailableException | RedisCommandExecutionException e) {
            LOG.debug("Redis does not take writes", e);
            return false;
        }
    }

    /**
     * Commands of which many can be under way at once.
     *
     * @throws RedisUnavailableException if Redis did not answer the last call
     */
    public RedisAsyncCommands<String, String> async() {
        long _ = circuit.begin();
        return connection.async();
    }

    /**
     * What an asynchronous command answered.
     *
     * @throws RedisUnavailableException if Redis does not answer in time
     */
    public <T> T await(RedisFuture<T> future) {
        return guarded(() -> LettuceFutures.awaitOrCancel(future, timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Calls {@code listener} whenever something is published on a channel, until the store is closed. What is published
     * while the connection is broken is missed, and a Redis that refuses the subscription is asked again every second.
     */
    public void listen(String channel, Runnable listener) {
        subscription.listen(channel, listener);
    }

    @Override
    public void close() {
        circuit.end();
        monitor.close();
        close.run();
    }
}
