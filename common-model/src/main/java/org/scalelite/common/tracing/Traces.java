package org.scalelite.common.tracing;

import io.micronaut.core.annotation.Creator;
import io.micronaut.runtime.ApplicationConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scalelite.common.config.Settings;

/**
 * Spans of the work of this process, sent to a collector of OpenTelemetry (docs/adr/0044). Without {@code
 * OTEL_TRACES_EXPORTER=otlp} nothing of OpenTelemetry is loaded.
 */
@Singleton
public final class Traces implements AutoCloseable {
    /** For programs without traces. */
    public static final Traces OFF = new Traces(Optional.empty());

    private static final String SCOPE = "org.scalelite";

    private final Optional<OpenTelemetry> telemetry;

    private Traces(Optional<OpenTelemetry> telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * The traces of a service.
     *
     * @throws org.scalelite.common.config.ConfigurationException if a variable of OpenTelemetry is invalid
     */
    @Creator
    static Traces of(Settings settings, ApplicationConfiguration application) {
        return OtlpExport.isOn(settings)
                ? new Traces(Optional.of(
                        OtlpExport.start(settings, application.getName().orElse(SCOPE))))
                : OFF;
    }

    /** Runs work as a span; its outcome is an attribute. */
    public <T> T run(Work work, Supplier<T> action, Function<T, String> outcome) {
        if (telemetry.isEmpty()) {
            return action.get();
        }
        RunningSpan span = RunningSpan.of(builder(work).startSpan());
        try {
            T result = span.during(action);
            span.end(outcome.apply(result));
            return result;
        } catch (RuntimeException e) {
            span.fail(e);
            throw e;
        }
    }

    /** Runs work as a span if it is part of other work that is one: of a background loop there is none. */
    public <T> T runWithin(Work work, Supplier<T> action) {
        return telemetry.isEmpty() || !Span.current().getSpanContext().isValid()
                ? action.get()
                : run(work, action, _ -> Work.SUCCESS);
    }

    /**
     * Begins the span of a call that has arrived.
     *
     * @param nanos when it arrived, by {@link System#nanoTime}
     * @param headers the first value of each header of the call, which may name the span of the caller
     */
    public RunningSpan arrived(Supplier<Work> work, long nanos, Function<String, Optional<String>> headers) {
        if (telemetry.isEmpty()) {
            return RunningSpan.NONE;
        }
        Context caller = TraceHeaders.read(telemetry.get(), headers);
        return RunningSpan.of(builder(work.get())
                .setParent(caller)
                .setStartTimestamp(RunningSpan.timeOf(nanos))
                .startSpan());
    }

    /** The present span has come to a step: that is a span from the step before it until now. */
    public void reached(String step) {
        if (telemetry.isPresent()) {
            RunningSpan.current().ifPresent(span -> span.reached(tracer().spanBuilder(step)));
        }
    }

    /** Sets the headers that name the present span to the receiver of a call. */
    public void name(BiConsumer<String, String> headers) {
        telemetry.ifPresent(present -> TraceHeaders.write(present, headers));
    }

    private SpanBuilder builder(Work work) {
        SpanBuilder builder = tracer().spanBuilder(work.name()).setSpanKind(work.spanKind());
        for (Map.Entry<String, String> attribute : work.attributes().entrySet()) {
            builder.setAttribute(attribute.getKey(), attribute.getValue());
        }
        return builder;
    }

    private Tracer tracer() {
        return telemetry.orElseGet(OpenTelemetry::noop).getTracer(SCOPE);
    }

    /** Sends what is left, for a limited time. */
    @Override
    @PreDestroy
    public void close() {
        telemetry.ifPresent(OtlpExport::stop);
    }
}
