package org.scalelite.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to Redis. Where there are Sentinels, they are asked each time which Redis is the primary, in the order
 * of the address.
 */
final class RedisConnector implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI uri;
    private final ConnectionLog log = new ConnectionLog();
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable StatefulRedisPubSubConnection<String, String>> subscription =
            new AtomicReference<>();

    RedisConnector(RedisConfig config) {
        uri = uri(config);
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                // RedisLine does, sooner than the library, and also where the network reports nothing.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(config.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.timeout())
                        .keepAlive(true)
                        .build())
                .build());
        client.addListener(log);
    }

    static RedisURI uri(RedisConfig config) {
        RedisURI uri = RedisURI.create(config.url());
        uri.setTimeout(config.timeout());
        for (RedisURI sentinel : uri.getSentinels()) {
            sentinel.setTimeout(config.timeout());
            config.sentinelPassword()
                    .ifPresent(password -> sentinel.setCredentialsProvider(
                            new StaticCredentialsProvider(null, password.toCharArray())));
        }
        return uri;
    }

    StatefulRedisConnection<String, String> connect() {
        StatefulRedisConnection<String, String> made = client.connect();
        if (!listeners.isEmpty()) {
            subscribe();
        }
        return made;
    }

    /** Hears what is published on a channel, over a connection that is made anew together with the one for commands. */
    void listen(String channel, Runnable listener) {
        listeners.put(channel, listener);
        subscribe();
    }

    private void subscribe() {
        StatefulRedisPubSubConnection<String, String> next = client.connectPubSub();
        next.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                Optional.ofNullable(listeners.get(channel)).ifPresent(Runnable::run);
            }
        });
        next.sync().subscribe(listeners.keySet().toArray(String[]::new));
        StatefulRedisPubSubConnection<String, String> before = subscription.getAndSet(next);
        if (before != null) {
            CompletableFuture<Void> _ = before.closeAsync();
        }
    }

    /** Whether the latest connection leads to another Redis than the one that the Sentinels take for the primary. */
    boolean isDemoted() {
        if (uri.getSentinels().isEmpty()) {
            return false;
        }
        Optional<SocketAddress> connected = log.remote();
        return connected.isPresent() && !addresses(primary()).contains(connected.get());
    }

    private InetSocketAddress primary() {
        try (StatefulRedisSentinelConnection<String, String> sentinel = client.connectSentinel()) {
            return (InetSocketAddress) sentinel.sync().getMasterAddrByName(uri.getSentinelMasterId());
        }
    }

    /** A name may have several. */
    private static List<InetSocketAddress> addresses(InetSocketAddress primary) {
        try {
            return List.of(InetAddress.getAllByName(primary.getHostString())).stream()
                    .map(address -> new InetSocketAddress(address, primary.getPort()))
                    .toList();
        } catch (UnknownHostException _) {
            return List.of(primary);
        }
    }

    /** Connections that end from now on end on purpose. */
    void expectEnd() {
        log.end();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, GOODBYE);
    }
}
