package org.scalelite.simulator.call;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingListener;
import org.scalelite.simulator.meeting.MeetingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells front-ends that a meeting has ended, as well as it can (BBB API reference, section 6.2). */
public final class EndCallbacks implements MeetingListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndCallbacks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final int retries;
    private final Duration pause;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().executor(threads).connectTimeout(TIMEOUT).build();

    public EndCallbacks(int retries, Duration pause) {
        this.retries = retries;
        this.pause = pause;
    }

    @Override
    public void ended(Meeting meeting) {
        if (meeting.breakout() != null) {
            return;
        }
        MeetingSettings settings = meeting.settings();
        String endedUrl = settings.meetingEndedUrl();
        if (!endedUrl.isEmpty()) {
            threads.execute(() -> deliver(endedUrl));
        }
        String callback = settings.metadata().getOrDefault("endcallbackurl", "");
        if (!callback.isEmpty()) {
            String url = withResult(callback, meeting);
            threads.execute(() -> deliver(url));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }

    private static String withResult(String url, Meeting meeting) {
        // Record is not pressed in the simulation, so only an automatic recording can have been started.
        boolean marks =
                meeting.settings().record() && meeting.settings().autoStartRecording() && meeting.hasUserJoined();
        return url + (url.indexOf('?') < 0 ? "?" : "&") + "recordingmarks=" + marks + "&meetingID="
                + URLEncoder.encode(meeting.externalId(), StandardCharsets.UTF_8);
    }

    private void deliver(String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            for (int attempt = 0; !isAccepted(request); attempt++) {
                if (attempt == retries) {
                    LOG.info("The callback {} was given up", url);
                    return;
                }
                Thread.sleep(pause);
            }
        } catch (IllegalArgumentException e) {
            LOG.info("The callback {} is not an address: {}", url, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAccepted(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            LOG.info("The callback {} failed: {}", request.uri(), e.toString());
            return false;
        }
    }
}
