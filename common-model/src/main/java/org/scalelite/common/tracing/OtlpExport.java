package org.scalelite.common.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variable;
import org.scalelite.common.config.Variables;

/**
 * The export of spans by OTLP over HTTP. OpenTelemetry configures itself: it also reads those of its variables that {@link
 * Variables} does not list.
 */
final class OtlpExport {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    /**
     * The JDK's HTTP client is the only sender that the suite ships, and has no gRPC. Baggage of callers is not passed on to
     * servers.
     */
    private static final Map<String, String> DEFAULTS =
            Map.of("otel.exporter.otlp.protocol", "http/protobuf", "otel.propagators", "tracecontext");

    /** Metrics are for Prometheus, logs for standard output. */
    private static final Map<String, String> FIXED =
            Map.of("otel.traces.exporter", "otlp", "otel.metrics.exporter", "none", "otel.logs.exporter", "none");

    private static final List<Variable<Optional<String>>> PASSED_ON = List.of(
            Variables.OTEL_EXPORTER_OTLP_ENDPOINT,
            Variables.OTEL_EXPORTER_OTLP_HEADERS,
            Variables.OTEL_SERVICE_NAME,
            Variables.OTEL_RESOURCE_ATTRIBUTES,
            Variables.OTEL_TRACES_SAMPLER,
            Variables.OTEL_TRACES_SAMPLER_ARG);

    private OtlpExport() {}

    static boolean isOn(Settings settings) {
        return settings.get(Variables.OTEL_TRACES_EXPORTER).equals("otlp");
    }

    static OpenTelemetry start(Settings settings, String service) {
        Map<String, String> properties = new HashMap<>(DEFAULTS);
        properties.put(property(Variables.OTEL_SERVICE_NAME.name()), service);
        PASSED_ON.forEach(variable ->
                settings.get(variable).ifPresent(value -> properties.put(property(variable.name()), value)));
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> properties)
                    .addPropertiesCustomizer(_ -> FIXED)
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException e) {
            // Its messages name the property, and never the headers.
            throw new ConfigurationException(
                    "OTEL_TRACES_EXPORTER is otlp, but traces cannot be exported: " + e.getMessage());
        }
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    static void stop(OpenTelemetry telemetry) {
        if (telemetry instanceof OpenTelemetrySdk sdk) {
            CompletableResultCode _ = sdk.shutdown().join(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
