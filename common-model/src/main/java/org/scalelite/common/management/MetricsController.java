package org.scalelite.common.management;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.scalelite.common.http.AnyHost;
import org.scalelite.common.metrics.Scrape;

/** Metrics and health on {@code METRICS_PORT}, which serves nothing else. */
@AnyHost
@Controller(port = "${" + MetricsPort.PROPERTY + "}")
@Requires(property = MetricsPort.PROPERTY)
@ExecuteOn(TaskExecutors.BLOCKING)
record MetricsController(HealthReport report) implements HealthEndpoints {
    @Get(uri = "/metrics", produces = Scrape.CONTENT_TYPE)
    HttpResponse<byte[]> metrics() {
        // One request of a connection is enough, so that few connections can be open.
        return report.metrics().header(HttpHeaders.CONNECTION, "close");
    }

    @Get(uri = "/health", produces = MediaType.TEXT_PLAIN)
    HttpResponse<String> health() {
        return report.healthCheck();
    }
}
