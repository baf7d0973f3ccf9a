package org.scalelite.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.simulator.WithServer;
import org.scalelite.simulator.control.Fault;

class WebhooksTest extends WithServer {
    private static final Pattern EVENT_ID = Pattern.compile("\"id\":\"([a-z-]+)\"");

    /** A second simulated server notes what it is asked. */
    private final SimulatedPool receiver = SimulatedPool.start(1);

    WebhooksTest() {
        super(SimulatorOptions.defaults().withWebhookPauses(List.of(Duration.ofMillis(10))));
        receiver.server(0).inject(new Fault.Answer(200, "text/plain", ""));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.server(0).port() + "/" + path;
    }

    private void hook(String path, String filters) throws IOException {
        String url = URLEncoder.encode(url(path), StandardCharsets.UTF_8);
        assertThat(client.call("hooks/create", "callbackURL=" + url + filters).text("hookID"))
                .isNotEmpty();
    }

    private List<String> events(String path) {
        return receiver.server(0).requests(path).stream()
                .map(request ->
                        URLDecoder.decode(new String(request.body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .flatMap(body -> EVENT_ID.matcher(body).results())
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void hooksGetTheEventsOfAMeeting() throws IOException {
        hook("all", "");
        hook("filtered", "&eventID=user-left");
        hook("raw", "&getRaw=true");

        client.create("room-1", "&record=true");
        server.connectUsers("room-1", 1, 0);
        server.disconnectUsers("room-1");
        server.endMeeting("room-1");

        await().untilAsserted(() -> assertThat(events("all"))
                .containsExactly("meeting-created", "user-joined", "user-left", "meeting-ended", "rap-publish-ended"));
        await().untilAsserted(() -> assertThat(events("filtered")).containsExactly("user-left"));
        await().untilAsserted(
                        () -> assertThat(receiver.server(0).requests("raw")).hasSize(5));
    }

    @Test
    void hookThatFailsIsGivenUp() throws IOException {
        receiver.server(0).inject(new Fault.Answer(500, "text/plain", ""));
        hook("all", "");

        client.create("room-1", "");

        await().untilAsserted(() -> assertThat(server.hookUrls()).isEmpty());
        assertThat(receiver.server(0).requests("all")).hasSize(2);
    }
}
