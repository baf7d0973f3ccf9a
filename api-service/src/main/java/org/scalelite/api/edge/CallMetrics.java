package org.scalelite.api.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often calls are answered with what, and how long that takes. */
@Singleton
final class CallMetrics {
    private final MeterRegistry registry;
    private final Map<Answer, Timer> timers = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Answer(BbbCall call, String outcome) {}

    void answered(BbbCall call, String outcome, long nanos) {
        timers.computeIfAbsent(new Answer(call, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Answer answer) {
        String name = answer.call() == BbbCall.INDEX ? "index" : answer.call().callName();
        return Timer.builder("scalelite.api.calls")
                .description("Calls of the BBB API by name and outcome")
                .tag("call", name)
                .tag("outcome", answer.outcome())
                .register(registry);
    }
}
