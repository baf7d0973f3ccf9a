package org.scalelite.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The newest requests of one server (BBB API reference, section 11, item 8). */
public final class RequestLog {

    // A demonstration runs for weeks under constant polling: the log must not grow for ever.
    private static final int LIMIT = 20_000;

    private final boolean enabled;
    private final Deque<LoggedRequest> requests = new ArrayDeque<>();

    public RequestLog(boolean enabled) {
        this.enabled = enabled;
    }

    void add(ApiRequest request) {
        if (!enabled) {
            return;
        }
        LoggedRequest logged = LoggedRequest.of(request);
        synchronized (requests) {
            if (requests.size() == LIMIT) {
                requests.removeFirst();
            }
            requests.addLast(logged);
        }
    }

    public List<LoggedRequest> all() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    public void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }

    /**
     * One request as a server received it (BBB API reference, section 11, item 8).
     *
     * @param call the call's name; {@code index} for the version document
     * @param rawQuery the query as it was sent, without the question mark; empty if there was none
     * @param headers by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record LoggedRequest(
            String method, String path, String call, String rawQuery, Map<String, String> headers, byte[] body) {

        static LoggedRequest of(ApiRequest request) {
            return new LoggedRequest(
                    request.method().name(),
                    request.path(),
                    request.call(),
                    request.rawQuery(),
                    request.headers(),
                    request.body());
        }

        public String bodyText() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The decoded parameters of URL and form body; of repeated ones the first. */
        public Map<String, String> parameters() {
            QueryParameters parameters = QueryParameters.parse(rawQuery);
            if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
                parameters = parameters.and(QueryParameters.parse(bodyText()));
            }
            return parameters.asMap();
        }
    }
}
