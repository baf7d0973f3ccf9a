package org.scalelite.api.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import org.scalelite.common.bbb.BbbClient;

/** Metrics of calls to all BBB servers. */
@Context
final class ServerCallMetrics {

    ServerCallMetrics(BbbClient bbb, MeterRegistry registry) {
        FunctionCounter.builder("scalelite.bbb.calls.refused", bbb, BbbClient::refused)
                .description("Calls that were not made because too many to the same server were under way")
                .register(registry);
    }
}
