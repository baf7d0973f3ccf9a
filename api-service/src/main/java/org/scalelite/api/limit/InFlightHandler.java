package org.scalelite.api.limit;

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
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.http.ErrorBody;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.common.bbb.BbbError;

/**
 * Counts the requests of one connection, from their first line to the end of the answer, and refuses what is too much, or
 * is forbidden to all, before anything is done for it.
 */
final class InFlightHandler extends ChannelDuplexHandler {
    private static final String API = "/bigbluebutton/api";
    private static final String ADMIN_API = "/scalelite/api";
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    private final InFlight inFlight;
    private final Deque<Hold> holds = new ArrayDeque<>();
    private boolean refused;

    InFlightHandler(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    /** How long a request counts as in flight. */
    private enum Hold {
        /** Health checks and metrics are always answered. */
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

    private record Refusal(String path, HttpResponseStatus status, BbbError error) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            Hold hold = Hold.of(request.uri());
            Optional<Refusal> refusal = refusal(request, hold);
            if (refusal.isPresent()) {
                refused = true;
                ReferenceCountUtil.release(message);
                // Answers go in the order of the requests: a refusal must not pass for the answer to an earlier one, so
                // then the connection ends without one.
                if (holds.isEmpty()) {
                    refuse(context, refusal.get());
                }
                return;
            }
            holds.add(hold);
        }
        context.fireChannelRead(message);
    }

    private Optional<Refusal> refusal(HttpRequest request, Hold hold) {
        if (request.decoderResult().isSuccess()) {
            Optional<BbbError> defect = defect(request);
            if (defect.isPresent()) {
                return defect.map(error -> new Refusal(request.uri(), statusOf(request.uri()), error));
            }
        }
        return hold == Hold.NOT_AT_ALL || inFlight.enter()
                ? Optional.empty()
                : Optional.of(
                        new Refusal(request.uri(), HttpResponseStatus.SERVICE_UNAVAILABLE, BbbError.overloaded()));
    }

    /** Errors of the BBB API have status 200. */
    private static HttpResponseStatus statusOf(String path) {
        return path.startsWith(API) ? HttpResponseStatus.OK : HttpResponseStatus.BAD_REQUEST;
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

    /** What is wrong with a request of any sender, found before anything is read or decoded. */
    private static Optional<BbbError> defect(HttpRequest request) {
        if (hasForeignBody(request)) {
            String type =
                    request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
            boolean isForm = FORMS.stream().anyMatch(type.strip()::startsWith);
            // The parameters of a form would be added to those that are signed.
            return Optional.of(isForm ? BbbError.checksum() : BbbError.unsupportedContentType());
        }
        return QueryText.isTooMany(request.headers().get(RequestTarget.QUERY_HEADER, ""))
                ? Optional.of(BbbError.tooManyParameters(QueryText.MOST_PAIRS))
                : Optional.empty();
    }

    /** A GET or HEAD has no body (specification, section 5.4). */
    private static boolean hasForeignBody(HttpRequest request) {
        return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
                && (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || HttpUtil.getContentLength(request, 0L) > 0);
    }

    private static void refuse(ChannelHandlerContext context, Refusal refusal) {
        ErrorBody error = ErrorBody.of(refusal.path(), refusal.error());
        ByteBuf body = Unpooled.wrappedBuffer(error.content());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status(), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, error.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, error.content().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        // A body that the client still sends is not worth waiting for.
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
