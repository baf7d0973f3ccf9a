package org.scalelite.api.bbb;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.logging.CalledServer;
import org.scalelite.common.logging.RequestId;
import org.scalelite.common.metrics.Buckets;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tracing.RunningSpan;
import org.scalelite.common.tracing.Traces;
import org.scalelite.common.tracing.Work;

/**
 * How often calls are answered with what, and how long that takes: in the metrics, and of each call in the log and in the
 * traces.
 */
@Singleton
final class CallMetrics {
    private static final String OUTCOME = CallMetrics.class.getName();

    private final MeterRegistry registry;
    private final CallLog log;
    private final Traces traces;
    private final Map<Answer, Timer> timers = new ConcurrentHashMap<>();
    private final Meter.MeterProvider<Counter> tenantCalls;

    CallMetrics(MeterRegistry registry, CallLog log, Traces traces) {
        this.registry = registry;
        this.log = log;
        this.traces = traces;
        this.tenantCalls = Counter.builder("scalelite.tenant.calls")
                .description("Creates and joins by tenant and outcome")
                .withRegistry(registry);
    }

    private record Answer(BbbCall call, String outcome) {}

    /** Notes with the answer of a call what became of it. */
    static HttpResponse<?> noted(BbbAnswer answer, MutableHttpResponse<?> response) {
        return response.setAttribute(OUTCOME, answer.outcome());
    }

    /** Begins a call. */
    Timing start(BbbCall call) {
        return new Timing(call, System.nanoTime());
    }

    /** One call. */
    final class Timing {
        private final BbbCall call;
        private final long start;
        private final CalledServer server = new CalledServer();
        private Optional<BbbRequest> request = Optional.empty();
        private RunningSpan span = RunningSpan.NONE;

        private Timing(BbbCall call, long start) {
            this.call = call;
            this.start = start;
        }

        /** The call is authenticated: the name of its tenant is one of the registry. */
        void authenticated(BbbRequest authenticated) {
            request = Optional.of(authenticated);
        }

        /**
         * Answers an authenticated call within a span. Others have none: their number has no limit, and they must not choose
         * what is sent to the collector.
         */
        HttpResponse<?> traced(HttpRequest<?> http, Supplier<HttpResponse<?>> answer) {
            span = traces.arrived(
                    this::work,
                    start,
                    name -> Optional.ofNullable(http.getHeaders().get(name)));
            return span.during(answer);
        }

        private Work work() {
            Map<String, String> attributes = new HashMap<>();
            attributes.put("bbb.call", call.label());
            RequestId.current().ifPresent(id -> attributes.put("request.id", id));
            request.flatMap(BbbRequest::tenant)
                    .ifPresent(tenant -> attributes.put("tenant", Work.value(tenant.name())));
            request.flatMap(authenticated -> authenticated.parameters().nonEmpty("meetingID"))
                    .ifPresent(id -> attributes.put("bbb.meeting_id", Work.value(id)));
            return new Work("api " + call.label(), Work.Kind.SERVER, attributes);
        }

        /** Notes which server the answer comes from. */
        HttpResponse<?> during(Supplier<HttpResponse<?>> answer) {
            return server.during(answer);
        }

        /** The controller has answered, or a handler of errors in its place. */
        HttpResponse<?> stop(HttpResponse<?> response) {
            record(RouteAttributes.getException(response)
                    .map(CallMetrics::outcomeOf)
                    .or(() -> response.getAttribute(OUTCOME, String.class))
                    .orElse(BbbAnswer.SUCCESS));
            return response;
        }

        /** The call was refused. */
        void stop(RuntimeException failure) {
            record(outcomeOf(failure));
        }

        private void record(String key) {
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            String outcome = BbbError.outcome(key);
            if (call == BbbCall.CREATE || call == BbbCall.JOIN) {
                String tenant = request.flatMap(BbbRequest::tenant)
                        .map(Tenant::name)
                        .map(Label::of)
                        .orElse("");
                tenantCalls
                        .withTags("tenant", tenant, "call", call.callName(), "outcome", outcome)
                        .increment();
            }
            timers.computeIfAbsent(new Answer(call, outcome), CallMetrics.this::timer)
                    .record(time);
            span.end(outcome);
            log.write(new CallLog.AnsweredCall(call, request, server.hostAndPort(), key, time));
        }
    }

    private static String outcomeOf(Throwable failure) {
        return switch (failure) {
            case BbbException refusal -> refusal.error().key();
            case WrongChecksums.TooManyException _ -> "throttled";
            case QueryText.MalformedException _ -> "malformed";
            default -> "internalError";
        };
    }

    private Timer timer(Answer answer) {
        return Buckets.ofCalls("scalelite.api.calls")
                .description("Calls of the BBB API by name and outcome")
                .tag("call", answer.call().label())
                .tag("outcome", answer.outcome())
                .register(registry);
    }
}
