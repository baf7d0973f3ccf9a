package org.scalelite.common.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.Optional;

/** Where the latest connection for commands leads; those to Sentinels, and the one for what is published, do not count. */
final class RemoteAddress implements RedisConnectionStateListener {
    private volatile Optional<SocketAddress> latest = Optional.empty();

    Optional<SocketAddress> latest() {
        return latest;
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
        if (connection instanceof StatefulRedisConnection && !(connection instanceof StatefulRedisPubSubConnection)) {
            latest = Optional.of(address);
        }
    }
}
