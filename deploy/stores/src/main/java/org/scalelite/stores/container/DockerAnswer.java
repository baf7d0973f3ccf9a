package org.scalelite.stores.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** Whether a container of an image can be started here, and why not. */
public record DockerAnswer(boolean isYes, String reason) {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    public static DockerAnswer to(String image, Map<String, String> environment) {
        // Asked first, because Testcontainers reports a missing engine slowly and with stack traces.
        DockerSocket engine = new DockerSocket(environment);
        if (!engine.answers()) {
            return no("no Docker engine answers");
        }
        var answer = new CompletableFuture<DockerAnswer>();
        Thread.ofPlatform().daemon().name("docker-check").start(() -> ask(image, engine, environment, answer));
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return no("the Docker engine does not answer within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            return no("the Docker engine cannot be used: " + String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return no("the Docker check was interrupted");
        }
    }

    private static DockerAnswer no(String reason) {
        return new DockerAnswer(false, reason);
    }

    // Testcontainers throws what it likes; all of it means that there is no container.
    private static void ask(
            String image,
            DockerSocket engine,
            Map<String, String> environment,
            CompletableFuture<DockerAnswer> answer) {
        try {
            Optional<Path> socket = engine.socket();
            if (socket.isPresent()) {
                LocalEngine.use(socket.get(), environment);
            }
            answer.complete(inspect(DockerClientFactory.instance().client(), image));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static DockerAnswer inspect(DockerClient client, String image) {
        try {
            client.inspectImageCmd(image).exec();
            return new DockerAnswer(true, "");
        } catch (NotFoundException e) {
            return no("the Docker engine has no image " + image + " (images are never pulled)");
        }
    }
}
