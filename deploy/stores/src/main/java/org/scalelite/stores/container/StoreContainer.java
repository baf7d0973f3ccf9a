package org.scalelite.stores.container;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.PostgresUrl;
import org.scalelite.stores.RedisProbe;
import org.scalelite.stores.StoresException;
import org.scalelite.stores.TestStores.Store;
import org.scalelite.stores.process.Deadline;
import org.scalelite.stores.process.ServerProcess;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** Stores in containers of images that are there already. */
public final class StoreContainer {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int REDIS = 6379;
    private static final int POSTGRES = 5432;
    private static final String NAME = "scalelite";

    /** Makes a check for where a container's port can be reached. */
    private interface Probes {
        ServerProcess.Probe at(String host, int port);
    }

    private StoreContainer() {}

    public static Store redis(String image) {
        GenericContainer<?> container = started(image, REDIS, Map.of());
        String host = awaitReady(container, REDIS, RedisProbe::new);
        String url = "redis://" + host + ":" + container.getMappedPort(REDIS) + "/0";
        return new Store(url, "container of " + image, container);
    }

    public static Store postgres(String image) {
        String password = UUID.randomUUID().toString();
        GenericContainer<?> container = started(
                image, POSTGRES, Map.of("POSTGRES_USER", NAME, "POSTGRES_PASSWORD", password, "POSTGRES_DB", NAME));
        String host = awaitReady(
                container,
                POSTGRES,
                (address, port) -> () -> url(address, port, password).connect().close());
        PostgresUrl url = url(host, container.getMappedPort(POSTGRES), password);
        return new Store(url.toString(), "container of " + image, container);
    }

    private static PostgresUrl url(String host, int port, String password) {
        return new PostgresUrl(NAME, password, host, port, NAME, "");
    }

    // The caller owns the container, and closes it with its store.
    @SuppressWarnings("resource")
    private static GenericContainer<?> started(String image, int port, Map<String, String> environment) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withEnv(environment)
                .withExposedPorts(port)
                .waitingFor(new NoWait());
        container.start();
        return container;
    }

    // Its ports are on this machine, or, where the tests run in a container beside it, on that of its gateway.
    private static String awaitReady(GenericContainer<?> container, int port, Probes probes) {
        Deadline deadline = Deadline.in(START);
        List<String> hosts = hosts(container);
        int mapped = container.getMappedPort(port);
        for (int i = 0; !deadline.isOver() && container.isRunning(); i++) {
            String host = hosts.get(i % hosts.size());
            if (answers(probes.at(host, mapped))) {
                return host;
            }
            Deadline.pause();
        }
        String log = container.getLogs();
        container.stop();
        throw new StoresException("The container of " + container.getDockerImageName() + " does not answer within "
                + START.toSeconds() + " s: check the image, or name another with TEST_REDIS_IMAGE or"
                + " TEST_POSTGRES_IMAGE; its log: " + log);
    }

    private static List<String> hosts(GenericContainer<?> container) {
        var networks =
                container.getContainerInfo().getNetworkSettings().getNetworks().values();
        Stream<@Nullable String> gateways = networks.stream().map(ContainerNetwork::getGateway);
        return Stream.concat(Stream.of(container.getHost()), gateways.flatMap(Stream::ofNullable))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    // Whatever fails in a probe means "not yet".
    private static boolean answers(ServerProcess.Probe probe) {
        try {
            probe.check();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** Waits for nothing: what counts is a connection, which is tried from here. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
