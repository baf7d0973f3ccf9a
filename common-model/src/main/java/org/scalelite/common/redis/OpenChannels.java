package org.scalelite.common.redis;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

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

    /**
     * Pauses between attempts, each up to twice as long as the one before. They are random, so that processes which lost the same
     * Redis do not all come back at the same moment. Lettuce's own random delays overflow after some sixty attempts, and are then
     * as short as the first one.
     */
    static final class Backoff extends Delay {
        private static final int DOUBLED_AT_MOST = 20;

        private final Duration first;
        private final Duration longest;

        Backoff(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
        }

        /** From half of the pause of this attempt to all of it; the first attempt is 1. */
        @Override
        public Duration createDelay(long attempt) {
            long most = Math.min(longest.toMillis(), first.toMillis() << Math.clamp(attempt - 1, 0, DOUBLED_AT_MOST));
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        }
    }
}
