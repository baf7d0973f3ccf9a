package org.scalelite.api;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scalelite.api.admin.docs.DocsController;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.console.ConsoleConfig;
import org.scalelite.api.console.oidc.OidcConfig;
import org.scalelite.api.console.stream.PoolStreams;
import org.scalelite.api.dialin.DialInConfig;
import org.scalelite.api.hook.HookDelivery;
import org.scalelite.api.hook.HookDirectory;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.playback.PlaybackConfig;
import org.scalelite.common.callback.CallbackStorage;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.management.MetricsPort;
import org.scalelite.common.playback.PlayerDirectory;
import org.scalelite.common.program.LogLevelFollower;
import org.scalelite.common.program.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica of the API: starts, serves until it is stopped, and completes requests in flight. */
public final class ApiService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiService.class);

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 20;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ApiService(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /** Runs the API with the environment of this process until SIGTERM or SIGINT. */
    public static void main(String[] arguments) {
        Program.serve("api-service", "API", arguments, settings -> {
            ApiService api = start(settings);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                api.close();
                stopped.countDown();
            }));
            stopped.await();
        });
    }

    /**
     * Starts a replica.
     *
     * @throws ConfigurationException if it cannot start with these settings
     */
    public static ApiService start(Settings settings) {
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings)
                .properties(properties(settings))
                .build();
        try {
            context.start();
            // Errors in the settings or in Redis stop the start, not the first call.
            context.getBean(HttpConfig.class);
            DialInConfig dialIn = context.getBean(DialInConfig.class);
            PlaybackConfig playback = context.getBean(PlaybackConfig.class);
            context.getBeansOfType(CallHandler.class);
            context.findBean(SchemaMigration.class).ifPresent(SchemaMigration::start);
            context.findBean(CallbackStorage.class).ifPresent(CallbackStorage::start);
            context.findBean(HookDirectory.class).ifPresent(HookDirectory::start);
            context.findBean(HookDelivery.class).ifPresent(HookDelivery::start);
            context.getBean(LogLevelFollower.class).start();
            EmbeddedServer server = listen(context);
            LOG.info("The API listens on {}", server.getURI());
            if (settings.get(Variables.S3_RECORDING)) {
                LOG.warn("S3_RECORDING is true, but recordings in S3 are not supported yet");
            }
            if (playback.isPlayerMissing()) {
                LOG.warn(
                        "BBB player not found at {}: links to presentation recordings show an error page: {}",
                        playback.player().page(),
                        PlayerDirectory.CURE);
            }
            if (dialIn.password().isEmpty()) {
                LOG.warn("/fsapi accepts requests without a password, because FSAPI_PASSWORD is empty: set it to a"
                        + " password of its own, a random one if dial-in is not used");
            }
            if (!settings.isGiven(Variables.FSAPI_PASSWORD)) {
                LOG.warn("/fsapi uses LOADBALANCER_SECRET as its password, because FSAPI_PASSWORD is not set: set it to"
                        + " a password of its own, a random one if dial-in is not used");
            }
            return new ApiService(context, server);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static EmbeddedServer listen(ApplicationContext context) {
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        try {
            return server.start();
        } catch (ServerStartupException e) {
            throw new ConfigurationException(
                    "cannot listen on port %d (%s): give another one with PORT, BIND or METRICS_PORT"
                            .formatted(server.getPort(), e.getMessage()));
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        Optional<URI> bind = settings.get(Variables.BIND);
        bind.ifPresent(address -> properties.put("micronaut.server.host", address.getHost()));
        properties.put(
                "micronaut.server.port",
                bind.map(URI::getPort).filter(port -> port >= 0).orElse(settings.get(Variables.PORT)));
        // The BBB API and the upload of recordings have limits of their own, with readable answers. This limit is above
        // both.
        long maxBody = Math.max(
                (long) settings.get(Variables.MAX_BODY_MIB) << 20,
                (long) settings.get(Variables.RECORDING_MAX_GIB) << 30);
        properties.put("micronaut.server.max-request-size", maxBody + (1 << 20));
        properties.putAll(MetricsPort.properties(settings));
        properties.put(ConsoleConfig.ENABLED, settings.get(Variables.CONSOLE_ENABLED));
        properties.put(OidcConfig.ENABLED, OidcConfig.of(settings).isPresent());
        properties.put(DocsController.ENABLED, settings.get(Variables.ADMIN_API_DOCS));
        DatabaseConfig.of(settings).ifPresent(database -> properties.putAll(database.properties(CONNECTIONS)));
        return properties;
    }

    /** The address that it listens on. */
    public URI uri() {
        return server.getURI();
    }

    @Override
    public void close() {
        LOG.info("The API stops");
        // They would last until the grace period is over.
        if (context.isRunning()) {
            context.findBean(PoolStreams.class).ifPresent(PoolStreams::close);
        }
        finishRequests();
        context.close();
    }

    /** Accepts no new connections and completes requests in flight, before the clients that they need are closed. */
    private void finishRequests() {
        if (server instanceof GracefulShutdownCapable graceful) {
            try {
                graceful.shutdownGracefully().toCompletableFuture().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.warn("Requests were still in flight after {} s", GRACE.toSeconds(), e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
