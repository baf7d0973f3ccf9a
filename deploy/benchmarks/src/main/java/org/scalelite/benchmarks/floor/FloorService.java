package org.scalelite.benchmarks.floor;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.scalelite.benchmarks.load.FloorAddresses;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.program.Program;

/** The least that a service of this kind has to do: what the API is measured against. */
public final class FloorService {
    private FloorService() {}

    /** Serves on {@code PORT} until it is told to stop; the argument is a file of {@link FloorAddresses}. */
    public static void main(String[] arguments) {
        int code = Program.run(() -> {
            Settings settings = Program.settings();
            ApplicationContext context = ApplicationContext.builder()
                    .deduceEnvironment(false)
                    .banner(false)
                    .singletons(settings, FloorAddresses.read(Path.of(arguments[0])))
                    .properties(Map.of("micronaut.server.port", settings.get(Variables.PORT)))
                    .start();
            context.getBean(EmbeddedServer.class).start();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                context.close();
                stopped.countDown();
            }));
            stopped.await();
            return 0;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The floors' own door to simulated servers; that to Redis is the suite's. */
    @Factory
    static final class FloorBeans {

        @Singleton
        @Bean(preDestroy = "close")
        RawHttpClient httpClient() {
            DefaultHttpClientConfiguration config = new DefaultHttpClientConfiguration();
            config.setFollowRedirects(false);
            config.setExceptionOnErrorStatus(false);
            config.setMaxContentLength(64 << 20);
            return RawHttpClient.create(null, config);
        }
    }
}
