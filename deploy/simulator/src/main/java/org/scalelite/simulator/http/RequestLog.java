package org.scalelite.simulator.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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
}
