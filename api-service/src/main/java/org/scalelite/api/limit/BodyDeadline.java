package org.scalelite.api.limit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.RequestTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose body does not come in: it counts as a request in flight. Large bodies have more
 * time, as much as they have used so far at the slowest pace; uploads of recordings have all the time they need, calls
 * that are not signed before their body is there have less.
 */
final class BodyDeadline extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(BodyDeadline.class);
    private static final String UPLOADS = "/scalelite/api/recordings/";
    private static final String API = "/bigbluebutton/api/";
    private static final String CHECKSUM = "checksum=";

    /** For a form that may hold the checksum: its sender is not authenticated before. */
    private static final Duration UNSIGNED_TIMEOUT = Duration.ofSeconds(10);

    private static final int SLOWEST_BYTES_A_SECOND = 16 << 10;

    private final Duration longest;
    private Duration timeout;
    private @Nullable Future<?> check;
    private long began;
    private long received;

    BodyDeadline(Duration timeout) {
        this.longest = timeout;
        this.timeout = timeout;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && hasBody(request)
                && !request.uri().startsWith(UPLOADS)) {
            began = now(context);
            received = 0;
            timeout = mayBeSigned(request) || longest.compareTo(UNSIGNED_TIMEOUT) < 0 ? longest : UNSIGNED_TIMEOUT;
            checkLater(context, timeout.toNanos());
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent) {
            stop();
        }
        context.fireChannelRead(message);
    }

    private static boolean hasBody(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /** Calls with a checksum in the query, and what is no call and has other ways to say who it is. */
    private static boolean mayBeSigned(HttpRequest request) {
        return !request.uri().startsWith(API)
                || request.headers().get(RequestTarget.QUERY_HEADER, "").contains(CHECKSUM)
                || request.headers().contains(HttpHeaderNames.AUTHORIZATION);
    }

    private void checkLater(ChannelHandlerContext context, long nanos) {
        check = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        long allowed = timeout.toNanos() + TimeUnit.SECONDS.toNanos(received / SLOWEST_BYTES_A_SECOND);
        long left = allowed - (now(context) - began);
        if (left > 0) {
            checkLater(context, left);
            return;
        }
        LOG.debug("A body did not come in: {} bytes in {} s", received, TimeUnit.NANOSECONDS.toSeconds(allowed));
        ChannelFuture _ = context.close();
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    private void stop() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }
}
