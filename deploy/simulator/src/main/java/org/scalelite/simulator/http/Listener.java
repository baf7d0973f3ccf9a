package org.scalelite.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The port of one server, which can refuse connections for a while (BBB API reference, section 11, item 6). */
public final class Listener {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final int ATTEMPTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ServerBootstrap bootstrap;
    private final ChannelHandler handler;
    private InetSocketAddress address;
    private @Nullable Channel listening;
    private @Nullable ChannelGroup connections;
    private java.nio.channels.@Nullable SocketChannel keptPort;

    public Listener(EventLoopGroup group, InetSocketAddress address, ChannelHandler handler) {
        this.address = address;
        this.bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
        this.handler = handler;
    }

    public int port() {
        return address.getPort();
    }

    public synchronized boolean isOpen() {
        return listening != null;
    }

    /** Listens, on the same port as before if there was one. */
    public synchronized void open() {
        if (listening != null) {
            return;
        }
        releasePort();
        // A group that was closed closes late arrivals too, so every period of listening has a group of its own.
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = bootstrap
                .clone()
                .childHandler(new Connection(handler, accepted))
                .bind(address)
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            String problem = "Port " + address.getPort() + " of " + address.getHostString() + " cannot be used: "
                    + cause.getMessage();
            throw new UncheckedIOException(problem, new IOException(cause));
        }
        connections = accepted;
        listening = bound.channel();
        address = new InetSocketAddress(
                address.getAddress(), ((InetSocketAddress) bound.channel().localAddress()).getPort());
    }

    /** Closes the listening socket and all connections; the port stays reserved for this server. */
    public synchronized void refuse() {
        if (listening == null) {
            return;
        }
        stopListening();
        keepPort();
    }

    public synchronized void close() {
        stopListening();
        releasePort();
    }

    private void stopListening() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
            listening = null;
        }
        if (connections != null) {
            connections.close().awaitUninterruptibly();
            connections = null;
        }
    }

    /**
     * A bound socket that does not listen refuses connections as a free port does, but no other process gets it.
     * Binding succeeds only when the listening socket is really gone, which the selector does a moment after close.
     */
    private void keepPort() {
        for (int attempt = 1; keptPort == null; attempt++) {
            try {
                keptPort = bound(address);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static java.nio.channels.SocketChannel bound(InetSocketAddress address) throws IOException {
        java.nio.channels.SocketChannel channel = java.nio.channels.SocketChannel.open();
        try {
            return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void releasePort() {
        if (keptPort != null) {
            try {
                keptPort.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            keptPort = null;
        }
    }

    private static final class Connection extends ChannelInitializer<SocketChannel> {

        private final ChannelHandler handler;
        private final ChannelGroup connections;

        private Connection(ChannelHandler handler, ChannelGroup connections) {
            this.handler = handler;
            this.connections = connections;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            HttpDecoderConfig config = new HttpDecoderConfig()
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(LONGEST_LINE);
            channel.pipeline()
                    .addLast(new HttpServerCodec(config))
                    .addLast(new HttpObjectAggregator(LARGEST_BODY))
                    .addLast(handler);
            connections.add(channel);
        }
    }
}
