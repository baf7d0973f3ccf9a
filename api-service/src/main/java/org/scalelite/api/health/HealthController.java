package org.scalelite.api.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.scalelite.common.http.AnyHost;
import org.scalelite.common.management.HealthEndpoints;
import org.scalelite.common.management.HealthReport;
import org.scalelite.common.metrics.Scrape;

/**
 * Health checks and metrics of this replica at its own port (specification, section 15). These paths accept any host name,
 * because load balancers and orchestrators call by IP address.
 */
@AnyHost
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
record HealthController(HealthReport report) implements HealthEndpoints {
    @Get(
            uris = {"/", "/health_check"},
            produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> healthCheck() {
        return report.healthCheck();
    }

    @Get(uri = "/metrics", produces = Scrape.CONTENT_TYPE)
    HttpResponse<byte[]> metrics() {
        return report.metrics();
    }
}
