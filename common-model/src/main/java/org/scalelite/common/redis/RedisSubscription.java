package org.scalelite.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives what is published, over a connection of its own. That only makes things quicker, so commands do without it: a
 * failure is logged once, and the next check tries again.
 */
final class RedisSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final RedisClient client;
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private boolean warned;

    RedisSubscription(RedisClient client) {
        this.client = client;
    }

    /** Calls {@code listener} whenever something is published on the channel from now on. */
    synchronized void listen(String channel, Runnable listener) {
        listeners.put(channel, listener);
        check();
    }

    /** Subscribes again, which shows whether the connection works; replaces one that does not. */
    synchronized void check() {
        if (listeners.isEmpty() || resubscribe()) {
            return;
        }
        disconnect();
        try {
            connection = connect();
            subscribe(connection);
            warned = false;
        } catch (RedisException e) {
            disconnect();
            warnOnce(e);
        }
    }

    private boolean resubscribe() {
        try {
            if (connection != null) {
                subscribe(connection);
            }
            return connection != null;
        } catch (RedisException e) {
            LOG.debug("The connection for what is published in Redis is broken", e);
            return false;
        }
    }

    private void subscribe(StatefulRedisPubSubConnection<String, String> on) {
        on.sync().subscribe(listeners.keySet().toArray(String[]::new));
    }

    private StatefulRedisPubSubConnection<String, String> connect() {
        StatefulRedisPubSubConnection<String, String> made = client.connectPubSub();
        made.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                Optional.ofNullable(listeners.get(channel)).ifPresent(Runnable::run);
            }
        });
        return made;
    }

    private void disconnect() {
        if (connection != null) {
            CompletableFuture<Void> _ = connection.closeAsync();
            connection = null;
        }
    }

    private void warnOnce(RedisException e) {
        if (warned) {
            LOG.debug("Subscribing in Redis still fails", e);
        } else {
            LOG.warn(
                    "Subscribing in Redis fails ({}), so that some things happen later; trying again every second",
                    RedisRefusal.rootMessage(e));
        }
        warned = true;
    }
}
