package org.scalelite.api.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.scalelite.common.logging.RequestId;

/** Gives each request of one connection an id, unless it has one, and each answer the id of its request. */
public final class RequestIdHandler extends ChannelDuplexHandler {
    /** Requests whose answers a client has not waited for. */
    private static final int MAX_PIPELINED = 1000;

    private final Deque<String> ids = new ArrayDeque<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            if (ids.size() == MAX_PIPELINED) {
                ReferenceCountUtil.release(message);
                ChannelFuture _ = context.close();
                return;
            }
            String id = RequestId.of(request.headers().getAll(RequestId.HEADER));
            request.headers().set(RequestId.HEADER, id);
            ids.add(id);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && !ids.isEmpty()) {
            response.headers().set(RequestId.HEADER, ids.remove());
        }
        super.write(context, message, promise);
    }
}
