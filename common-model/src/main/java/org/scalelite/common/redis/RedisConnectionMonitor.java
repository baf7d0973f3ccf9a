package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Checks the connection every second. Lettuce connects again when the network reports that the connection is broken; this
 * closes it where the network reports nothing: the machine is gone, Redis hangs, or the Sentinels name another primary. It
 * alone closes the circuit breaker, so that a Redis that is back meets one question of each process and not all that waited.
 */
final class RedisConnectionMonitor implements RedisConnectionStateListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PERIOD_WHILE_DISCONNECTED = Duration.ofMillis(100);

    private final Sentinels sentinels;
    private final RedisCircuitBreaker circuit;
    private final RedisSubscription subscription;
    private final OpenChannels channels;
    private final Duration timeout;
    private final Disposable failures;
    private volatile Optional<Worker> worker = Optional.empty();
    private volatile Optional<Throwable> reconnectFailure = Optional.empty();
    private volatile Optional<SocketAddress> address = Optional.empty();
    private volatile long connectedNanos;
    private volatile CountDownLatch replaced = new CountDownLatch(1);
    private CountDownLatch closed = new CountDownLatch(0);

    /** The answer to a {@code PING}. */
    private enum PingResult {
        /** It takes commands. */
        OK,
        /** It takes no commands at the moment: the connection is good, and calls are of no use. */
        BUSY,
        /** No answer in time. */
        NO_ANSWER
    }

    /** A monitor of the connections that the client of these Sentinels will make. */
    RedisConnectionMonitor(
            Sentinels sentinels, RedisCircuitBreaker circuit, RedisSubscription subscription, Duration timeout) {
        RedisClient client = sentinels.client();
        this.sentinels = sentinels;
        this.circuit = circuit;
        this.subscription = subscription;
        this.channels = (OpenChannels) client.getResources().nettyCustomizer();
        this.timeout = timeout;
        this.failures = client.getResources()
                .eventBus()
                .get()
                .ofType(ReconnectFailedEvent.class)
                .subscribe(event -> reconnectFailure = Optional.ofNullable(event.getCause()));
        client.addListener(this);
    }

    /** Starts to check this connection. */
    void start(StatefulRedisConnection<String, String> connection) {
        // Without this loop the circuit breaker would stay open for ever, so it continues whatever happens.
        worker = Optional.of(new Worker("redis-monitor", PERIOD, () -> check(connection))
                .reporting(
                        failure -> LOG.warn(
                                "The connection to Redis could not be checked; trying again every second", failure),
                        () -> {})
                .startAfter(PERIOD));
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connected, SocketAddress to) {
        if (connected instanceof StatefulRedisConnection && !(connected instanceof StatefulRedisPubSubConnection)) {
            address = Optional.of(to);
            reconnectFailure = Optional.empty();
            connectedNanos = System.nanoTime();
            CountDownLatch before = replaced;
            replaced = new CountDownLatch(1);
            before.countDown();
        }
    }

    /** Reaches zero once there is another connection than now. */
    CountDownLatch replaced() {
        return replaced;
    }

    /**
     * Has a connection replaced that turned out to lead to a replica, and waits for that, but not longer than for a command.
     *
     * @param used what {@link #replaced} was for the connection
     * @return false if there is no other in time, or this one is a second old at most
     */
    boolean awaitReplacement(CountDownLatch used) {
        boolean present = used.getCount() > 0;
        if (present && System.nanoTime() - connectedNanos < PERIOD.toNanos()) {
            return false;
        }
        if (present) {
            closeOnce(used);
        }
        try {
            return used.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Several calls may find the same connection to lead to a replica. */
    private synchronized void closeOnce(CountDownLatch used) {
        if (closed != used) {
            closed = used;
            channels.close();
        }
    }

    /** Has the connection checked at once. */
    void checkNow() {
        worker.ifPresent(Worker::wake);
    }

    /** Answers the pause before the next check. */
    private Duration check(StatefulRedisConnection<String, String> connection) {
        long began = System.nanoTime();
        boolean wasOpen = connection.isOpen();
        switch (ping(connection, began)) {
            case NO_ANSWER -> closeIf(wasOpen);
            case BUSY -> LOG.debug("Redis is busy");
            case OK -> confirm(began);
        }
        if (!circuit.isOpen()) {
            subscription.check();
        }
        return connection.isOpen() ? PERIOD : PERIOD_WHILE_DISCONNECTED;
    }

    private void closeIf(boolean wasOpen) {
        if (wasOpen) {
            channels.close();
        }
    }

    private PingResult ping(StatefulRedisConnection<String, String> connection, long began) {
        try {
            LettuceFutures.awaitOrCancel(connection.async().ping(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RedisCommandExecutionException e) {
            if (RedisRefusal.rejectsAllCommands(e)) {
                circuit.failed(began, e);
                return PingResult.BUSY;
            }
        } catch (RedisException e) {
            circuit.failed(began, connection.isOpen() ? e : reconnectFailure.orElse(e));
            return PingResult.NO_ANSWER;
        }
        return PingResult.OK;
    }

    /**
     * Closes the circuit breaker unless the Sentinels name another primary. After an outage one of them has to name this one:
     * where none answers, Lettuce goes back to where it was connected before.
     */
    private void confirm(long began) {
        Optional<List<InetSocketAddress>> primary = sentinels.primary();
        boolean confirmed = sentinels.none()
                || primary.map(addresses -> address.filter(addresses::contains).isPresent())
                        .orElse(!circuit.isOpen());
        if (confirmed) {
            circuit.answered(began, address.map(SocketAddress::toString).orElse(""));
        }
        primary.ifPresent(channels::closeOthers);
    }

    @Override
    public void close() {
        failures.dispose();
        worker.ifPresent(Worker::close);
    }
}
