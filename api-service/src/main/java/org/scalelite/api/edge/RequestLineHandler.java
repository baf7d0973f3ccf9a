package org.scalelite.api.edge;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Cleans request lines before the router reads them, has requests counted, and bodies come in time. */
@Singleton
final class RequestLineHandler implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final BeanProvider<InFlight> inFlight;
    private final BeanProvider<EdgeConfig> config;

    RequestLineHandler(BeanProvider<InFlight> inFlight, BeanProvider<EdgeConfig> config) {
        this.inFlight = inFlight;
        this.config = config;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(inFlight.get(), config.get().bodyTimeout()));
        return event.getBean();
    }

    private record Customizer(InFlight inFlight, Duration bodyTimeout) implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new ConnectionCustomizer(channel, inFlight, bodyTimeout) : this;
        }
    }

    private record ConnectionCustomizer(Channel channel, InFlight inFlight, Duration bodyTimeout)
            implements NettyServerCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            channel.pipeline()
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "request-line", Cleaner.INSTANCE)
                    .addAfter("request-line", "in-flight", new InFlightHandler(inFlight))
                    .addAfter("in-flight", "body-deadline", new BodyDeadline(bodyTimeout));
        }
    }

    @Sharable
    private static final class Cleaner extends ChannelInboundHandlerAdapter {
        private static final Cleaner INSTANCE = new Cleaner();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request
                    && request.decoderResult().isSuccess()) {
                RequestTarget target = RequestTarget.of(request.uri());
                request.setUri(target.path());
                request.headers().set(RequestTarget.QUERY_HEADER, target.query());
                if (target.sent().equals(target.path())) {
                    request.headers().remove(RequestTarget.PATH_HEADER);
                } else {
                    request.headers().set(RequestTarget.PATH_HEADER, target.sent());
                }
            }
            context.fireChannelRead(message);
        }
    }
}
