package org.scalelite.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.testing.TestTimeout;

/** A front-end like Moodle and Greenlight: it signs its calls and follows no redirects. */
public final class FrontEnd {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TestTimeout.LIMIT)
            .build();
    private static final Duration DEADLINE = TestTimeout.LIMIT;

    private final URI api;
    private final String secret;

    /**
     * A front-end.
     *
     * @param replica URL of the load balancer, without a path
     */
    public FrontEnd(URI replica, String secret) {
        this.api = URI.create("http://127.0.0.1:" + replica.getPort() + "/bigbluebutton/api");
        this.secret = secret;
    }

    /** A signed GET. */
    public Answer get(String call, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(signed(call, parameters)).GET());
    }

    /** A signed GET with parameters as name, value, name, value. */
    public Answer get(String call, String... parameters) {
        return get(call, map(parameters));
    }

    /** A GET of an unchanged path and query below the API. */
    public Answer getRaw(String pathAndQuery) {
        return send(HttpRequest.newBuilder(URI.create(api + pathAndQuery)).GET());
    }

    /** A GET of a path outside of the API. */
    public Answer getPath(String path) {
        return send(HttpRequest.newBuilder(api.resolve(path)).GET());
    }

    /** The present value of a metric without labels. */
    public double metric(String name) {
        return getPath("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Creates a meeting; further parameters as name, value. */
    public void create(String meetingId, String... further) {
        Map<String, String> parameters = map(further);
        parameters.putAll(Map.of("meetingID", meetingId, "name", "Room"));
        Answer created = get("create", parameters);
        if (!created.isSuccess()) {
            throw new AssertionError(created.body());
        }
    }

    /** A signed POST with a body of this type and the parameters in the query. */
    public Answer post(String call, Map<String, String> parameters, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(signed(call, parameters))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Any request. */
    public Answer send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    /** Any request, by another client. */
    public static Answer send(HttpClient http, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The URL of a signed call. */
    public URI signed(String call, Map<String, String> parameters) {
        String query = query(parameters);
        return URI.create(api + "/" + call + "?" + query + (query.isEmpty() ? "" : "&") + "checksum="
                + checksum("SHA-256", call + query));
    }

    /** The checksum of a text with this front-end's secret. */
    public String checksum(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm)
                            .digest((text + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Parameters in form encoding. */
    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Parameters as name, value, name, value. */
    public static Map<String, String> map(String... parameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return map;
    }

    /** Scheme, host and port. */
    public String origin() {
        return "http://127.0.0.1:" + api.getPort();
    }

    /** The base URL of the API. */
    public URI api() {
        return api;
    }
}
