package org.scalelite.common.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.SocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the connection to Redis is lost, and where it is again; those to Sentinels do not count. */
final class ConnectionLog implements RedisConnectionStateListener {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private volatile Optional<SocketAddress> remote = Optional.empty();
    private volatile boolean lost;
    private volatile boolean over;

    /** Where the latest connection leads. */
    Optional<SocketAddress> remote() {
        return remote;
    }

    /** What ends from now on ends on purpose. */
    void end() {
        over = true;
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
        if (connection instanceof StatefulRedisConnection) {
            if (lost) {
                LOG.info("Connected to Redis at {} again", address);
            }
            lost = false;
            remote = Optional.of(address);
        }
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        if (connection instanceof StatefulRedisConnection && !lost && !over) {
            lost = true;
            LOG.warn("The connection to Redis at {} is lost", remote.orElse(null));
        }
    }
}
