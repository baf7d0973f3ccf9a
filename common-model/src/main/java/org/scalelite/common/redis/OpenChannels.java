package org.scalelite.common.redis;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The open channels of a client, so that they can be closed. Lettuce connects again when a channel closes; it does not close one
 * over which no answer comes, nor one to a former primary.
 */
final class OpenChannels implements NettyCustomizer {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** Resources of a client whose channels these are. */
    static ClientResources resources() {
        return ClientResources.builder()
                .reconnectDelay(new Backoff(FIRST_PAUSE, LONGEST_PAUSE))
                .nettyCustomizer(new OpenChannels())
                .build();
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        channels.add(channel);
    }

    /** Closes all of them. */
    void close() {
        ChannelGroupFuture _ = channels.close();
    }

    /** Closes those that lead to another address. */
    void closeOthers(List<InetSocketAddress> primary) {
        ChannelGroupFuture _ = channels.close(
                channel -> channel.remoteAddress() != null && !primary.contains(channel.remoteAddress()));
    }
}
