package org.scalelite.simulator;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.call.EndCallbacks;
import org.scalelite.simulator.meeting.RandomText;
import org.scalelite.simulator.webhook.WebhookSender;

/** Many simulated servers in one process, each on its own port (BBB API reference, section 11). */
public final class SimulatedPool implements AutoCloseable {

    private static final int SWEEP_MILLIS = 1000;

    private final List<SimulatedBbbServer> servers;
    private final EventLoopGroup group;
    private final EndCallbacks callbacks;
    private final WebhookSender webhooks = new WebhookSender();
    private @Nullable Future<?> sweeping;

    private SimulatedPool(SimulatorOptions options) {
        group = new MultiThreadIoEventLoopGroup(
                options.threads, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        callbacks = new EndCallbacks(options.callbackRetries, options.callbackPause);
        List<SimulatedBbbServer> made = new ArrayList<>();
        for (int i = 0; i < options.servers; i++) {
            int port = options.firstPort == 0 ? 0 : options.firstPort + i;
            String secret = options.secret.orElseGet(() -> RandomText.anyCase(40));
            made.add(new SimulatedBbbServer("bbb-" + (i + 1), secret, port, options, group, callbacks, webhooks));
        }
        servers = List.copyOf(made);
    }

    /** Servers bbb-1, bbb-2 and so on at 127.0.0.1 on free ports, each with its own secret. */
    public static SimulatedPool start(int servers) {
        return start(SimulatorOptions.defaults().withServers(servers));
    }

    /**
     * Starts all servers or none.
     *
     * @throws java.io.UncheckedIOException if a port cannot be used
     */
    public static SimulatedPool start(SimulatorOptions options) {
        SimulatedPool pool = new SimulatedPool(options);
        try {
            pool.open();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return pool;
    }

    public List<SimulatedBbbServer> servers() {
        return servers;
    }

    /** The server with this number, from 0. */
    public SimulatedBbbServer server(int index) {
        return servers.get(index);
    }

    @Override
    public void close() {
        if (sweeping != null) {
            sweeping.cancel(false);
        }
        servers.forEach(SimulatedBbbServer::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        callbacks.close();
        webhooks.close();
    }

    private void open() {
        servers.forEach(SimulatedBbbServer::open);
        sweeping = group.scheduleWithFixedDelay(
                () -> servers.forEach(SimulatedBbbServer::sweep), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
