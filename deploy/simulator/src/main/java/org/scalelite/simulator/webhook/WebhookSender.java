package org.scalelite.simulator.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the events of all servers of a pool. */
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .connectTimeout(TIMEOUT)
            .build();

    void start(Runnable delivery) {
        threads.execute(delivery);
    }

    /** Tries until it is taken, or the pauses are used up. */
    boolean isDelivered(String url, String body, List<Duration> pauses) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            for (Duration pause : pauses) {
                if (isAccepted(request)) {
                    return true;
                }
                Thread.sleep(pause);
            }
            return isAccepted(request);
        } catch (IllegalArgumentException e) {
            LOG.info("A hook is not an address: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isAccepted(HttpRequest request) throws InterruptedException {
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 || status == UNAUTHORIZED;
        } catch (IOException e) {
            LOG.info("An event could not be delivered: {}", e.toString());
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
