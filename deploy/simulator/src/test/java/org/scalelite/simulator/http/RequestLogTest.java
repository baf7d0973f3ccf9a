package org.scalelite.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.scalelite.simulator.BbbClient;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.SimulatorOptions;
import org.scalelite.simulator.WithServer;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;

class RequestLogTest extends WithServer {

    @Test
    void aRequestIsKeptAsItWasSent() throws IOException {
        client.send(HttpRequest.newBuilder(URI.create(server.apiUrl() + "/getMeetings?a=%20x+y&a=2"))
                .header("X-Forwarded-For", "192.0.2.1"));

        LoggedRequest request = server.requests().getFirst();

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/bigbluebutton/api/getMeetings");
        assertThat(request.call()).isEqualTo("getMeetings");
        assertThat(request.rawQuery()).isEqualTo("a=%20x+y&a=2");
        assertThat(request.headers()).containsEntry("x-forwarded-for", "192.0.2.1");
        assertThat(request.parameters()).containsEntry("a", " x y");
    }

    @Test
    void theBodyIsKeptToo() throws IOException {
        client.post("/create?a=1", "application/x-www-form-urlencoded", "name=R%C3%A9union");

        LoggedRequest request = server.requests("create").getFirst();

        assertThat(request.bodyText()).isEqualTo("name=R%C3%A9union");
        assertThat(request.parameters()).containsEntry("name", "Réunion").containsEntry("a", "1");
    }

    @Test
    void requestsCanBeAskedForByCallAndDropped() throws IOException {
        client.getApi("");
        client.create("room-1", "");

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests("index")).hasSize(1);
        assertThat(server.requests("create")).hasSize(1);

        server.dropRequestLog();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theLogCanBeSwitchedOff() throws IOException {
        try (SimulatedPool silent =
                        SimulatedPool.start(SimulatorOptions.defaults().withRecordRequests(false));
                BbbClient other = new BbbClient(silent.server(0))) {
            other.getApi("");

            assertThat(silent.server(0).requests()).isEmpty();
        }
    }
}
