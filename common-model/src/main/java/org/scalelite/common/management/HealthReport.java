package org.scalelite.common.management;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import org.scalelite.common.health.Readiness;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.common.metrics.Scrape;
import org.scalelite.common.program.Heartbeat;

/** The answers of the paths of health and metrics, the same on every port. */
@Singleton
public record HealthReport(StoreHealth stores, Readiness service, Heartbeat heartbeat, Scrape scrape) {
    @Override
    public String toString() {
        return "health of this process";
    }

    /** Whether the stores can be used. */
    public HttpResponse<String> healthCheck() {
        List<String> problems = stores.problems();
        return problems.isEmpty()
                ? HttpResponse.ok("success")
                : unavailable("Health Check Failure: " + String.join("; ", problems));
    }

    /** Whether this process can do its work. */
    public HttpResponse<String> readiness() {
        return service.isReady() ? HttpResponse.ok("ready") : unavailable("not ready: " + service.reason());
    }

    /** Whether this process works, or a restart may help. */
    public HttpResponse<String> liveness() {
        return heartbeat.isAlive()
                ? HttpResponse.ok("alive")
                : unavailable("not alive: no work cycle has started for "
                        + heartbeat.silence().toSeconds() + " s");
    }

    /** The metrics. */
    public MutableHttpResponse<byte[]> metrics() {
        return HttpResponse.ok(scrape.text());
    }

    private static HttpResponse<String> unavailable(String reason) {
        return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(reason);
    }
}
