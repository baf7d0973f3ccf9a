package org.scalelite.common.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandTimeoutException;
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
 * more.
 */
final class RedisLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final RedisConnector connector;
    private final Duration timeout;
    private final Semaphore hurry = new Semaphore(0);
    private volatile StatefulRedisConnection<String, String> connection;
    private volatile @Nullable StatefulRedisConnection<String, String> discarded;
    private @Nullable StatefulRedisConnection<String, String> ended;
    private volatile long renewedNanos = System.nanoTime();
    private volatile boolean closed;

    RedisLine(RedisConnector connector, StatefulRedisConnection<String, String> first, Duration timeout) {
        this.connector = connector;
        this.connection = heeded(first);
        this.timeout = timeout;
        Thread.ofVirtual().name("redis-line").start(this::watch);
    }

    private StatefulRedisConnection<String, String> heeded(StatefulRedisConnection<String, String> made) {
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
                hurry.release();
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
            hurry.release();
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

    private void watch() {
        while (!closed) {
            try {
                boolean _ = hurry.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
                hurry.drainPermits();
                if (!closed) {
                    look(connection);
                }
            } catch (RedisException | IllegalStateException e) {
                // The next look tries again. The second one comes from a client that is shut down meanwhile.
                LOG.debug("Redis or its Sentinels do not answer", e);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look(StatefulRedisConnection<String, String> seen) {
        if (seen == discarded || !seen.isOpen() || isSilent(seen) || connector.isDemoted()) {
            renew(seen);
        }
    }

    private boolean isSilent(StatefulRedisConnection<String, String> seen) {
        try {
            LettuceFutures.awaitOrCancel(seen.async().ping(), timeout.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        } catch (RedisCommandTimeoutException _) {
            return true;
        } catch (RedisException _) {
            // An error is an answer. If it has just broken, the next look sees that.
            return false;
        }
    }

    private void renew(StatefulRedisConnection<String, String> seen) {
        if (closed) {
            return;
        }
        discarded = seen;
        if (ended != seen) {
            ended = seen;
            // What is under way fails now, not at its deadline.
            CompletableFuture<Void> _ = seen.closeAsync();
        }
        StatefulRedisConnection<String, String> next = connector.connect();
        synchronized (this) {
            connection = heeded(next);
            renewedNanos = System.nanoTime();
            notifyAll();
        }
        if (closed) {
            next.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        connector.expectEnd();
        hurry.release();
        connection.close();
    }
}
