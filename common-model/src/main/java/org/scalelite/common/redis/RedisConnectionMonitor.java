package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that is good at the moment. A thread looks after it every second and replaces it: at once when it breaks,
 * and also where the network reports nothing, because the machine has vanished, Redis hangs, or the primary is none any
 * more. It is the only one that asks Redis how it is, and while Redis is unavailable it does so after pauses that grow and differ,
 * so that a Redis that comes back meets one question of each process and not all that waited.
 */
final class RedisConnectionMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RedisConnector connector;
    private final RedisCircuitBreaker circuit;
    private final Duration timeout;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private final Semaphore hurry = new Semaphore(0);
    private volatile StatefulRedisConnection<String, String> connection;
    private volatile @Nullable StatefulRedisConnection<String, String> discarded;
    private @Nullable StatefulRedisConnection<String, String> ended;
    private volatile long renewedNanos = System.nanoTime();
    private boolean warned;
    private volatile boolean closed;

    RedisConnectionMonitor(
            RedisConnector connector,
            RedisCircuitBreaker circuit,
            StatefulRedisConnection<String, String> first,
            Duration timeout) {
        this.connector = connector;
        this.circuit = circuit;
        this.connection = heeded(first);
        this.timeout = timeout;
        Thread.ofVirtual().name("redis-line").start(this::watch);
    }

    private StatefulRedisConnection<String, String> heeded(StatefulRedisConnection<String, String> made) {
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
                if (made != discarded) {
                    lookNow();
                }
            }
        });
        return made;
    }

    StatefulRedisConnection<String, String> connection() {
        return connection;
    }

    /**
     * Has a connection replaced, and waits for that, but not longer than for a command.
     *
     * @return false if there is no other in time, or was not asked for because this one is a second old at most
     */
    boolean replaces(StatefulRedisConnection<String, String> used) {
        if (connection == used && System.nanoTime() - renewedNanos < PERIOD.toNanos()) {
            return false;
        }
        if (connection == used) {
            discarded = used;
            lookNow();
        }
        return awaitOther(used);
    }

    private synchronized boolean awaitOther(StatefulRedisConnection<String, String> used) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toNanos(); connection == used && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return connection != used;
    }

    /** Has the connection looked after at once. */
    void lookNow() {
        hurry.release();
    }

    private void watch() {
        while (!closed) {
            try {
                boolean _ = hurry.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
                hurry.drainPermits();
                if (!closed) {
                    look(connection);
                    warned = false;
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                warnOnce(e);
            }
        }
    }

    private Duration pause() {
        if (circuit.isOpen()) {
            return pauses.next();
        }
        pauses.reset();
        return PERIOD;
    }

    /** Without this thread nothing would connect ever again, so it goes on whatever happens. */
    private void warnOnce(RuntimeException e) {
        if (warned || closed) {
            LOG.debug("The connection to Redis could not be looked after", e);
        } else {
            LOG.warn("The connection to Redis could not be looked after; trying again every second", e);
        }
        warned = true;
    }

    private void look(StatefulRedisConnection<String, String> seen) {
        boolean gone = seen == discarded || !seen.isOpen();
        if (gone || ask(seen) == PingResult.NO_ANSWER || connector.isDemoted()) {
            renew(seen);
        }
        if (!circuit.isOpen()) {
            connector.subscription().look();
        }
    }

    /** Asks Redis, and tells the circuit what came of it. */
    private PingResult ask(StatefulRedisConnection<String, String> asked) {
        long began = System.nanoTime();
        try {
            LettuceFutures.awaitOrCancel(asked.async().ping(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RedisCommandExecutionException e) {
            if (RedisRefusal.isOfEverything(e)) {
                circuit.failed(began, e);
                return PingResult.BUSY;
            }
        } catch (RedisException e) {
            circuit.failed(began, e);
            return PingResult.NO_ANSWER;
        }
        circuit.answered(began, connector.where());
        return PingResult.OK;
    }

    private void renew(StatefulRedisConnection<String, String> seen) {
        discarded = seen;
        if (ended != seen) {
            ended = seen;
            // What is under way fails now, not at its deadline.
            CompletableFuture<Void> _ = seen.closeAsync();
        }
        long began = System.nanoTime();
        try {
            take(connector.connect());
        } catch (RedisException e) {
            circuit.failed(began, e);
            LOG.debug("Redis does not answer yet", e);
            return;
        }
        PingResult _ = ask(connection);
    }

    private synchronized void take(StatefulRedisConnection<String, String> next) {
        connection = heeded(next);
        renewedNanos = System.nanoTime();
        notifyAll();
        if (closed) {
            next.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        lookNow();
        connection.close();
    }
}
