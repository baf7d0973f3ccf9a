package org.scalelite.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.scalelite.simulator.http.Checksum;

/** A front-end that signs its calls and follows no redirects. */
public final class BbbClient implements AutoCloseable {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONG_ENOUGH)
            .build();
    private final SimulatedBbbServer server;

    public BbbClient(SimulatedBbbServer server) {
        this.server = server;
    }

    public BbbAnswer call(String call, String query) throws IOException {
        return get(server.apiUrl() + "/" + call + "?" + signed(call, query));
    }

    public BbbAnswer create(String meetingId, String more) throws IOException {
        return call("create", "name=Biology&meetingID=" + meetingId + more);
    }

    public BbbAnswer get(String url) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    public BbbAnswer getApi(String pathAndQuery) throws IOException {
        return get(server.apiUrl() + pathAndQuery);
    }

    public BbbAnswer post(String pathAndQuery, String contentType, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.apiUrl() + pathAndQuery))
                .POST(BodyPublishers.ofString(body));
        return send(contentType.isEmpty() ? request : request.header("Content-Type", contentType));
    }

    public BbbAnswer send(HttpRequest.Builder request) throws IOException {
        try {
            return new BbbAnswer(http.send(request.timeout(LONG_ENOUGH).build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The query with its checksum. */
    public String signed(String call, String query) {
        String checksum = Checksum.SHA256.of(call, query, server.secret());
        return query + (query.isEmpty() ? "" : "&") + "checksum=" + checksum;
    }

    public HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
