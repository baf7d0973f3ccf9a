package org.scalelite.simulator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Sends the answer to one request, whole or broken (BBB API reference, sections 1.3 and 11, item 6). */
// A failed write means that the client has gone, which closes the connection; these futures are not waited for.
@SuppressWarnings("FutureReturnValueIgnored")
final class AnswerWriter {

    private static final HttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final ChannelHandlerContext context;
    private final HttpVersion version;
    private final boolean keepAlive;
    private final boolean withoutBody;
    private final InstantSource clock;

    AnswerWriter(ChannelHandlerContext context, FullHttpRequest request, InstantSource clock) {
        this.context = context;
        this.clock = clock;
        this.version = request.protocolVersion();
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.withoutBody = request.method().equals(HttpMethod.HEAD);
    }

    void send(HttpAnswer answer) {
        ByteBuf body = withoutBody ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body, HEADERS, HEADERS);
        fill(response.headers(), answer);
        finish(response);
    }

    void sendLater(HttpAnswer answer, Duration time) {
        after(time, () -> {
            send(answer);
            context.flush();
        });
    }

    void sendWithLateBody(HttpAnswer answer, Duration time) {
        context.writeAndFlush(head(answer), context.voidPromise());
        after(time, () -> {
            finish(new DefaultLastHttpContent(Unpooled.wrappedBuffer(answer.body())));
            context.flush();
        });
    }

    void sendHalf(HttpAnswer answer) {
        context.write(head(answer), context.voidPromise());
        ByteBuf half = Unpooled.wrappedBuffer(answer.body(), 0, answer.body().length / 2);
        context.writeAndFlush(half).addListener(ChannelFutureListener.CLOSE);
    }

    void loseConnection() {
        context.close();
    }

    void resetConnection() {
        // Without lingering the kernel sends RST instead of an orderly end.
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        context.close();
    }

    private HttpResponse head(HttpAnswer answer) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), HEADERS);
        fill(response.headers(), answer);
        return response;
    }

    private void fill(HttpHeaders headers, HttpAnswer answer) {
        if (!answer.contentType().isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        // As the nginx before a real server does.
        headers.set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())));
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
        if (!answer.cacheable()) {
            headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        }
        if (answer.location() != null) {
            headers.set(HttpHeaderNames.LOCATION, answer.location());
        }
        if (answer.cookie() != null) {
            headers.set(HttpHeaderNames.SET_COOKIE, answer.cookie());
        }
        HttpUtil.setKeepAlive(headers, version, keepAlive);
    }

    private void finish(Object last) {
        if (keepAlive) {
            context.write(last, context.voidPromise());
        } else {
            context.write(last).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void after(Duration time, Runnable action) {
        context.executor().schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
