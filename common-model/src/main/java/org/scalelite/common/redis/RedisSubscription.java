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
 * Hears what is published, over a connection of its own. That only makes things quicker, so commands do without it: what
 * fails here is said once, and tried again at the next look.
 */
final class RedisSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final RedisClient client;
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile boolean outdated;
    private boolean warned;

    RedisSubscription(RedisClient client) {
        this.client = client;
    }

    /** Tells {@code listener} of what is published on the channel from now on. */
    synchronized void listen(String channel, Runnable listener) {
        listeners.put(channel, listener);
        outdate();
        look();
    }

    /** The next look replaces the connection: it may lead to a Redis that is no primary any more. */
    void outdate() {
        outdated = true;
    }

    /** Makes the connection again if it is broken or outdated. */
    synchronized void look() {
        if (listeners.isEmpty() || (!outdated && connection != null && connection.isOpen())) {
            return;
        }
        outdated = false;
        try {
            StatefulRedisPubSubConnection<String, String> before = connection;
            connection = subscribed();
            warned = false;
            if (before != null) {
                CompletableFuture<Void> _ = before.closeAsync();
            }
        } catch (RedisException e) {
            outdated = true;
            warnOnce(e);
        }
    }

    private StatefulRedisPubSubConnection<String, String> subscribed() {
        StatefulRedisPubSubConnection<String, String> made = client.connectPubSub();
        try {
            made.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    Optional.ofNullable(listeners.get(channel)).ifPresent(Runnable::run);
                }
            });
            made.sync().subscribe(listeners.keySet().toArray(String[]::new));
            return made;
        } catch (RuntimeException e) {
            CompletableFuture<Void> _ = made.closeAsync();
            throw e;
        }
    }

    private void warnOnce(RedisException e) {
        if (warned) {
            LOG.debug("What is published in Redis is still not heard", e);
        } else {
            LOG.warn(
                    "What is published in Redis is not heard ({}), so that some things happen later; trying again every"
                            + " second",
                    RedisConnector.rootMessage(e));
        }
        warned = true;
    }
}
