package org.scalelite.api.limit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose header does not come in, however it trickles. The time of the first header begins when the
 * connection is accepted, that of each later one with its first byte: a connection that is kept alive may be idle.
 *
 * <p>It is before the HTTP decoder, and {@link #end()} after it.
 */
final class HeaderDeadline extends ChannelInboundHandlerAdapter {
    private final Duration timeout;
    private final ChannelInboundHandler end = new End();
    private @Nullable Future<?> deadline;
    private boolean inBody;

    /**
     * For one connection.
     *
     * @param timeout for a whole header
     */
    HeaderDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** The handler that finds that a header, or the body after it, is complete. */
    ChannelInboundHandler end() {
        return end;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        begin(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!inBody && deadline == null) {
            begin(context);
        }
        context.fireChannelRead(message);
    }

    /** Also where a connection is closed: the clock must not keep it. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    private void begin(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> close(context), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture _ = context.close();
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                stop();
                inBody = true;
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
            }
            context.fireChannelRead(message);
        }
    }
}
