package org.scalelite.common.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The span of the caller in the headers of a call: {@code traceparent}, or as {@code OTEL_PROPAGATORS} has it. */
final class TraceHeaders {
    private TraceHeaders() {}

    static Context read(OpenTelemetry telemetry, Function<String, Optional<String>> headers) {
        return telemetry
                .getPropagators()
                .getTextMapPropagator()
                .extract(
                        Context.root(),
                        headers,
                        (from, name) -> from == null ? null : from.apply(name).orElse(null));
    }

    static void write(OpenTelemetry telemetry, BiConsumer<String, String> headers) {
        telemetry.getPropagators().getTextMapPropagator().inject(Context.current(), headers, (to, name, value) -> {
            if (to != null) {
                to.accept(name, value);
            }
        });
    }
}
