package org.scalelite.api.limit;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;

/** A connection whose clock only the test moves. */
record FrozenConnection(EmbeddedChannel channel) {
    static FrozenConnection with(ChannelHandler... handlers) {
        EmbeddedChannel channel = new EmbeddedChannel(handlers);
        channel.freezeTime();
        return new FrozenConnection(channel);
    }

    void receive(Object message) {
        channel.writeInbound(message);
    }

    boolean isOpenAfter(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        return channel.isOpen();
    }
}
