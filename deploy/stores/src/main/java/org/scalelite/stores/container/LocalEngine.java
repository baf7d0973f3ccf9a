package org.scalelite.stores.container;

import com.github.dockerjava.api.model.Info;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.ResourceReaper;

/**
 * The Docker engine behind a local socket, used by Testcontainers without images of its own.
 *
 * <p>It would pull one for a container that cleans up, and inside of a container another one to find its host. Both can
 * be turned off only by environment variables, which a running JVM cannot set, so this sets the fields they lead to.
 */
final class LocalEngine extends DockerClientProviderStrategy {
    private final Path socket;
    private final String host;

    private LocalEngine(Path socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    static void use(Path socket, Map<String, String> environment) throws ReflectiveOperationException {
        if (!environment.containsKey("TESTCONTAINERS_RYUK_DISABLED")) {
            Constructor<?> cleanUpAtExit = Class.forName("org.testcontainers.utility.JVMHookResourceReaper")
                    .getDeclaredConstructor();
            cleanUpAtExit.setAccessible(true);
            setOnce(ResourceReaper.class, "instance", null, cleanUpAtExit.newInstance());
        }
        String host = environment.getOrDefault("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
        setOnce(DockerClientFactory.class, "strategy", DockerClientFactory.instance(), new LocalEngine(socket, host));
    }

    private static void setOnce(Class<?> type, String name, @Nullable Object owner, Object value)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        if (field.get(owner) == null) {
            field.set(owner, value);
        }
    }

    @Override
    public String getDescription() {
        return "local socket " + socket;
    }

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder()
                .dockerHost(URI.create("unix://" + socket))
                .build();
    }

    @Override
    public Info getInfo() {
        return getDockerClient().infoCmd().exec();
    }

    @Override
    public synchronized String getDockerHostIpAddress() {
        return host;
    }
}
