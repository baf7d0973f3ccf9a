package org.scalelite.simulator.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.call.ApiCalls;
import org.scalelite.simulator.control.Fault;
import org.scalelite.simulator.control.FaultSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the requests of one server: logs them, applies its faults and answers (BBB API reference, section 11). */
@Sharable
public final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final ApiCalls calls;
    private final FaultSwitch faults;
    private final RequestLog log;
    private final Supplier<String> address;
    private final InstantSource clock;

    public RequestHandler(
            ApiCalls calls, FaultSwitch faults, RequestLog log, Supplier<String> address, InstantSource clock) {
        this.calls = calls;
        this.faults = faults;
        this.log = log;
        this.address = address;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        AnswerWriter writer = new AnswerWriter(context, message, clock);
        if (message.decoderResult().isFailure()) {
            writer.send(HttpAnswer.errorPage(400, "Bad Request"));
            return;
        }
        ApiRequest request = ApiRequest.of(message, address.get());
        log.add(request);
        Fault fault = faults.take(request.call());
        if (fault == null) {
            writer.send(executed(request, null));
        } else {
            answer(request, fault, writer);
        }
    }

    private void answer(ApiRequest request, Fault fault, AnswerWriter writer) {
        Supplier<HttpAnswer> executed = () -> executed(request, fault);
        switch (fault) {
            case Fault.RefuseConnections() -> writer.loseConnection();
            case Fault.ResetConnections() -> writer.resetConnection();
            case Fault.Hang() -> LOG.debug("{} hangs", request.call());
            case Fault.LoseAnswer() -> {
                executed(request, fault);
                writer.loseConnection();
            }
            case Fault.FailAfterwards() -> {
                executed(request, fault);
                writer.send(HttpAnswer.errorPage(500, "Internal Server Error"));
            }
            case Fault.Delay delay -> writer.sendLater(executed.get(), delay.time());
            case Fault.HoldAnswer() -> {
                HttpAnswer answer = executed.get();
                faults.hold(() -> writer.sendLater(answer, Duration.ZERO));
            }
            case Fault.SlowBody slow -> writer.sendWithLateBody(executed.get(), slow.time());
            case Fault.CutBody() -> writer.sendHalf(executed.get());
            case Fault.Answer other -> writer.send(HttpAnswer.plain(other.status(), other.contentType(), other.body()));
            case Fault.Bytes(byte[] xml) -> writer.send(HttpAnswer.xml(xml));
            case Fault.ThousandsSeparators() -> writer.send(executed.get());
            case Fault.WrongChecksum() -> writer.send(executed.get());
        }
    }

    private HttpAnswer executed(ApiRequest request, @Nullable Fault fault) {
        try {
            return calls.answer(request, fault);
        } catch (RuntimeException e) {
            LOG.error("{} failed", request.call(), e);
            return HttpAnswer.errorPage(500, "Internal Server Error");
        }
    }

    /** One flush for all requests that were read together. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A connection broke", cause);
        context.close();
    }
}
