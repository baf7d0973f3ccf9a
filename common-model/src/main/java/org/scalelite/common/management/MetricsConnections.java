package org.scalelite.common.management;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.scalelite.common.config.Settings;

/**
 * Limits the number and the duration of connections to {@code METRICS_PORT}, so that clients that send slowly or nothing
 * take little memory, and not for long.
 */
@Singleton
@Requires(property = MetricsPort.PROPERTY)
final class MetricsConnections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final int MAX_OPEN = 64;
    private static final long MAX_SECONDS = 60;

    private final Predicate<Channel> isOurs;
    private final AtomicInteger open = new AtomicInteger();

    MetricsConnections(Settings settings) {
        this.isOurs = MetricsPort.connections(settings);
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer());
        return event.getBean();
    }

    private final class Customizer implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            if (role == ChannelRole.CONNECTION && isOurs.test(channel)) {
                limit(channel);
            }
            return this;
        }
    }

    private void limit(Channel connection) {
        boolean admitted = open.incrementAndGet() <= MAX_OPEN;
        connection.closeFuture().addListener(_ -> open.decrementAndGet());
        if (admitted) {
            ScheduledFuture<?> _ =
                    connection.eventLoop().schedule(() -> close(connection), MAX_SECONDS, TimeUnit.SECONDS);
        } else {
            close(connection);
        }
    }

    private static void close(Channel connection) {
        ChannelFuture _ = connection.close();
    }
}
