package org.scalelite.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection itself. The driver makes it anew when it breaks, after pauses that grow and differ from one process to the
 * next, so that a Redis that comes back is not met by all of them at once.
 */
final class RedisLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(2);
    private static final int RECONNECT_BASE_MS = 50;

    private final ClientResources resources;
    private final RedisClient client;
    private final AtomicReference<@Nullable Channel> channel;
    private final StatefulRedisConnection<String, String> connection;

    private RedisLink(RedisConfig config) {
        AtomicReference<@Nullable Channel> newest = new AtomicReference<>();
        this.channel = newest;
        this.resources = ClientResources.builder()
                .reconnectDelay(
                        Delay.equalJitter(FIRST_RECONNECT, LONGEST_RECONNECT, RECONNECT_BASE_MS, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel made) {
                        newest.set(made);
                    }
                })
                .build();
        this.client = client(config, resources);
        try {
            this.connection = firstConnection(client, config);
        } catch (RuntimeException e) {
            closeClient();
            throw e;
        }
    }

    /**
     * Connects, trying again with growing pauses.
     *
     * @throws ConfigurationException if Redis could not be reached
     */
    static RedisLink connect(RedisConfig config) {
        return new RedisLink(config);
    }

    private static RedisClient client(RedisConfig config, ClientResources resources) {
        RedisURI uri = RedisURI.create(config.url());
        uri.setTimeout(config.timeout());
        RedisClient client = RedisClient.create(resources, uri);
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

    /** The driver's connection, which stays the same object when it is made anew. */
    StatefulRedisConnection<String, String> connection() {
        return connection;
    }

    /**
     * Closes the connection, to have it made anew: behind one over which nothing comes may be a machine that is gone, and
     * the system notices that after a quarter of an hour only.
     */
    void drop() {
        Channel old = channel.get();
        if (old != null) {
            ChannelFuture _ = old.close();
        }
    }

    @Override
    public void close() {
        connection.close();
        closeClient();
    }

    private void closeClient() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        Future<Boolean> _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
