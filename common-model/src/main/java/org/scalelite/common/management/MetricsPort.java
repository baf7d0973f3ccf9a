package org.scalelite.common.management;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port for metrics and health, {@code METRICS_PORT}. */
public final class MetricsPort {
    /** Of {@link MetricsController}. Micronaut's server listens on the ports of all controllers. */
    static final String PROPERTY = "metrics.port";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsPort.class);

    private MetricsPort() {}

    /** Which connections are to the port. */
    public static Predicate<Channel> connections(Settings settings) {
        int port = settings.get(Variables.METRICS_PORT).orElse(0);
        return connection ->
                connection.localAddress() instanceof InetSocketAddress address && address.getPort() == port;
    }

    /** The properties of a service that listens on other ports too. */
    public static Map<String, Object> properties(Settings settings) {
        return settings.get(Variables.METRICS_PORT)
                .<Map<String, Object>>map(port -> Map.of(PROPERTY, port))
                .orElse(Map.of());
    }

    /** The properties of a service that listens on no other port. */
    public static Map<String, Object> onlyPort(Settings settings) {
        String host = settings.get(Variables.BIND).map(URI::getHost).orElse("0.0.0.0");
        return settings.get(Variables.METRICS_PORT)
                .<Map<String, Object>>map(
                        port -> Map.of(PROPERTY, port, "micronaut.server.port", port, "micronaut.server.host", host))
                .orElse(Map.of());
    }

    /**
     * Listens until the context is closed, if there is a port.
     *
     * @throws ConfigurationException if the port is taken
     */
    public static void listen(ApplicationContext context, Settings settings) {
        Optional<Integer> port = settings.get(Variables.METRICS_PORT);
        if (port.isEmpty()) {
            return;
        }
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            LOG.info("Metrics are at {}/metrics", server.getURI());
        } catch (ServerStartupException e) {
            throw new ConfigurationException("cannot listen on port %d (%s): give another one with METRICS_PORT"
                    .formatted(port.get(), e.getMessage()));
        }
    }
}
