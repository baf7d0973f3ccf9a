package org.scalelite.api.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.scalelite.api.http.Routes.AnyHost;
import org.scalelite.common.health.StoreHealth;

/**
 * Health checks and metrics of this replica (specification, section 15). These paths accept any host name, because load
 * balancers and orchestrators call by IP address.
 */
@AnyHost
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
record HealthController(
        StoreHealth stores,
        PrometheusMeterRegistry registry,
        BacklogMetrics backlog,
        Readiness replica,
        ServerMetrics servers) {
    @Get(
            uris = {"/", "/health_check"},
            produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> healthCheck() {
        List<String> problems = stores.problems();
        return problems.isEmpty()
                ? HttpResponse.ok("success")
                : unavailable("Health Check Failure: " + String.join("; ", problems));
    }

    @Get(uri = "/health/readiness", produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> readiness() {
        return replica.isReady()
                ? HttpResponse.ok("ready")
                : unavailable("not ready: Redis does not answer, and what was remembered of it is too old");
    }

    @Get(uri = "/health/liveness", produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> liveness() {
        return HttpResponse.ok("alive");
    }

    @Get(uri = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    HttpResponse<String> metrics() {
        backlog.refresh();
        servers.refresh();
        return HttpResponse.ok(registry.scrape());
    }

    private static HttpResponse<String> unavailable(String reason) {
        return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(reason);
    }
}
