package org.scalelite.common.management;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;

/** The health checks that orchestrators call, at each port that has them. */
public interface HealthEndpoints {
    HealthReport report();

    @Get(uri = "/health/readiness", produces = MediaType.TEXT_PLAIN)
    default HttpResponse<String> readiness() {
        return report().readiness();
    }

    @Get(uri = "/health/liveness", produces = MediaType.TEXT_PLAIN)
    default HttpResponse<String> liveness() {
        return report().liveness();
    }
}
