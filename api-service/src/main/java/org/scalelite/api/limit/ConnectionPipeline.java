package org.scalelite.api.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Predicate;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.RequestIdHandler;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.common.config.Settings;
import org.scalelite.common.management.MetricsPort;

/**
 * The handlers of a connection in front of Micronaut's: ids of requests, clean request lines, limits on connections, headers and
 * requests, and deadlines for headers and bodies.
 */
@Singleton
record ConnectionPipeline(
        BeanProvider<InFlight> inFlight,
        BeanProvider<HttpConfig> config,
        BeanProvider<NettyHttpServerConfiguration> netty,
        BeanProvider<MeterRegistry> metrics,
        Settings settings)
        implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        Limits limits = new Limits(
                inFlight.get(),
                config.get().headerTimeout(),
                config.get().bodyTimeout(),
                decoder(netty.get()),
                new OpenConnections(config.get().maxConnections(), metrics.get()),
                MetricsPort.connections(settings));
        event.getBean().register(new Customizer(limits));
        return event.getBean();
    }

    /** As Micronaut sets it up, but that headers are counted. */
    private static HttpDecoderConfig decoder(NettyHttpServerConfiguration netty) {
        return LimitedHeaders.in(new HttpDecoderConfig()
                .setMaxInitialLineLength(netty.getMaxInitialLineLength())
                .setMaxHeaderSize(netty.getMaxHeaderSize())
                .setMaxChunkSize(netty.getMaxChunkSize())
                .setInitialBufferSize(netty.getInitialBufferSize()));
    }

    private record Limits(
            InFlight inFlight,
            Duration headerTimeout,
            Duration bodyTimeout,
            HttpDecoderConfig decoder,
            OpenConnections connections,
            Predicate<Channel> hasOwnLimit) {}

    private record Customizer(Limits limits) implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            if (role != ChannelRole.CONNECTION) {
                return this;
            }
            if (!limits.hasOwnLimit().test(channel)) {
                limits.connections().admit(channel);
            }
            return new ConnectionCustomizer(channel, limits);
        }
    }

    private record ConnectionCustomizer(Channel channel, Limits limits) implements NettyServerCustomizer {
        private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

        @Override
        public void onStreamPipelineBuilt() {
            HeaderDeadline header = new HeaderDeadline(limits.headerTimeout());
            channel.pipeline().replace(CODEC, CODEC, new HttpServerCodec(limits.decoder()));
            channel.pipeline()
                    .addBefore(CODEC, "header-deadline", header)
                    .addAfter(CODEC, "header-end", header.end())
                    .addAfter("header-end", "request-id", new RequestIdHandler())
                    .addAfter("request-id", "request-line", Cleaner.INSTANCE)
                    .addAfter("request-line", "in-flight", new InFlightHandler(limits.inFlight()))
                    .addAfter("in-flight", "body-deadline", new BodyDeadline(limits.bodyTimeout()));
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
