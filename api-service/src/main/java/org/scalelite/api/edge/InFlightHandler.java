package org.scalelite.api.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbXml;

/**
 * Counts the requests of one connection, from their first line to the end of the answer, and refuses what is too much before
 * anything is done for it.
 */
final class InFlightHandler extends ChannelDuplexHandler {
    private static final String API = "/bigbluebutton/api";
    private static final String ADMIN_API = "/scalelite/api";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final InFlight inFlight;
    private final Deque<Hold> holds = new ArrayDeque<>();
    private boolean refused;

    InFlightHandler(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    /** How long a request takes up room. */
    private enum Hold {
        /** Whoever watches us must always be answered. */
        NOT_AT_ALL,
        /** A file may be on its way for hours, and costs next to nothing. */
        UNTIL_ANSWER_BEGINS,
        UNTIL_ANSWER_ENDS;

        static Hold of(String path) {
            if (path.equals("/")
                    || path.equals("/health_check")
                    || path.equals("/metrics")
                    || path.startsWith("/health/")) {
                return NOT_AT_ALL;
            }
            return path.startsWith(API) || path.startsWith(ADMIN_API) ? UNTIL_ANSWER_ENDS : UNTIL_ANSWER_BEGINS;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            Hold hold = Hold.of(request.uri());
            if (hold != Hold.NOT_AT_ALL && !inFlight.enter()) {
                refused = true;
                ReferenceCountUtil.release(message);
                // Answers go in the order of the requests: a refusal must not pass for the answer to an earlier one, so
                // then the connection ends without one.
                if (holds.isEmpty()) {
                    refuse(context, request.uri());
                }
                return;
            }
            holds.add(hold);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!isInformational(message)) {
            if (message instanceof HttpResponse && holds.peek() == Hold.UNTIL_ANSWER_BEGINS) {
                inFlight.leave();
                holds.remove();
                holds.addFirst(Hold.NOT_AT_ALL);
            }
            if (message instanceof LastHttpContent) {
                end(holds.poll());
                if (refused && holds.isEmpty()) {
                    super.write(context, message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
                    return;
                }
            }
        }
        super.write(context, message, promise);
    }

    /** As {@code 100 Continue}, after which the answer is still to come. */
    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void end(@Nullable Hold hold) {
        if (hold != null && hold != Hold.NOT_AT_ALL) {
            inFlight.leave();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        while (!holds.isEmpty()) {
            end(holds.remove());
        }
        super.channelInactive(context);
    }

    private static void refuse(ChannelHandlerContext context, String path) {
        String type = "text/plain; charset=utf-8";
        byte[] text = "Too many requests are in hand: try again in a moment.\n".getBytes(StandardCharsets.UTF_8);
        if (path.startsWith(API)) {
            type = "application/xml; charset=utf-8";
            text = BbbXml.failed(BbbError.overloaded());
        } else if (path.startsWith(ADMIN_API)) {
            type = "application/json; charset=utf-8";
            text = "{\"error\":\"too many requests are in hand: try again in a moment\"}"
                    .getBytes(StandardCharsets.UTF_8);
        }
        ByteBuf body = Unpooled.wrappedBuffer(text);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // A body that the client still sends is not worth waiting for.
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
