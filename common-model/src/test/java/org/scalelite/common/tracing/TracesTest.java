package org.scalelite.common.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.runtime.ApplicationConfiguration;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.OtlpReceiver;
import org.scalelite.common.testing.OtlpReceiver.ReceivedSpan;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.process.Ports;

/** Spans and their export. */
class TracesTest {
    private static final Work CALL = Work.callTo(URI.create("https://bbb1.example.org/bigbluebutton/api"), "create");
    private static final Work SCRIPT = Work.script("meeting-assign");

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final Traces traces = traces(receiver.environment());

    private static Traces traces(Map<String, String> environment) {
        ApplicationConfiguration application = new ApplicationConfiguration();
        application.setName("api-service");
        return Traces.of(Settings.of(environment), application);
    }

    @AfterEach
    void close() {
        traces.close();
        receiver.close();
    }

    private ReceivedSpan received(String name) {
        traces.close();
        return receiver.last(name).orElseThrow();
    }

    @Test
    void spanHasNameServiceAttributesAndOutcome() {
        assertThat(traces.run(CALL, () -> "answer", _ -> "notFound")).isEqualTo("answer");
        ReceivedSpan span = received("bbb create");
        assertThat(span.service()).isEqualTo("api-service");
        assertThat(span.parent()).isEmpty();
        assertThat(span.attributes())
                .containsEntry("server.address", "bbb1.example.org")
                .containsEntry("server.port", "443")
                .containsEntry("bbb.call", "create")
                .containsEntry("outcome", "notFound");
    }

    @Test
    void failureHasItsTypeAndNotItsMessage() {
        assertThatThrownBy(() -> traces.run(CALL, () -> failing("https://x/?checksum=abc"), _ -> ""))
                .isInstanceOf(IllegalStateException.class);
        assertThat(received("bbb create").attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(receiver.text()).doesNotContain("checksum");
    }

    private static String failing(String message) {
        throw new IllegalStateException(message);
    }

    @Test
    void scriptIsASpanOnlyWithinOtherWork() {
        traces.runWithin(SCRIPT, () -> "");
        traces.run(CALL, () -> traces.runWithin(SCRIPT, () -> ""), _ -> "SUCCESS");
        ReceivedSpan call = received("bbb create");
        assertThat(receiver.spans("redis meeting-assign"))
                .hasSize(1)
                .allMatch(span -> span.parent().equals(call.id()));
    }

    @Test
    void callerIsTheParentAndTheReceiverGetsTheSpan() {
        String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Map<String, String> sent = new HashMap<>();
        RunningSpan span = traces.arrived(
                () -> CALL,
                System.nanoTime() - Duration.ofSeconds(5).toNanos(),
                name -> Optional.of(caller).filter(_ -> name.equals("traceparent")));
        String _ = span.during(() -> {
            traces.name(sent::put);
            return "";
        });
        span.end("SUCCESS");
        ReceivedSpan received = received("bbb create");
        assertThat(received.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(received.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(Duration.ofNanos(received.endNanos() - received.startNanos()))
                .isBetween(Duration.ofMillis(4900), Duration.ofSeconds(60));
        assertThat(sent).containsEntry("traceparent", "00-%s-%s-01".formatted(received.traceId(), received.id()));
    }

    @Test
    void stepsFollowEachOther() {
        String _ = traces.run(
                CALL,
                () -> {
                    traces.reached("import unpacked");
                    traces.reached("import stored");
                    return "";
                },
                _ -> "SUCCESS");
        ReceivedSpan first = received("import unpacked");
        assertThat(receiver.spans("import stored").getFirst().startNanos()).isEqualTo(first.endNanos());
        assertThat(receiver.namesWithin(receiver.spans("bbb create").getFirst()))
                .containsExactly("import unpacked", "import stored");
    }

    @Test
    void wrappedWorkOfOtherThreadsIsWithinTheSpan() throws InterruptedException {
        String _ = traces.run(
                CALL,
                () -> {
                    Thread other = Thread.ofVirtual().start(PropagatedContext.wrapCurrent(() -> {
                        String _ = traces.runWithin(SCRIPT, () -> "");
                    }));
                    try {
                        boolean _ = other.join(TestTimeout.LIMIT);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return "";
                },
                _ -> "SUCCESS");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        assertThat(receiver.namesWithin(received("bbb create"))).containsExactly("redis meeting-assign");
    }

    @Test
    void isOffWithoutTheVariable() {
        Traces off = traces(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        assertThat(off).isSameAs(Traces.OFF);
        Map<String, String> sent = new HashMap<>();
        assertThat(off.arrived(() -> CALL, 0, _ -> Optional.empty())).isSameAs(RunningSpan.NONE);
        assertThat(off.run(CALL, () -> "answer", _ -> "")).isEqualTo("answer");
        off.name(sent::put);
        assertThat(sent).isEmpty();
    }

    @Test
    void invalidVariableIsNamed() {
        Map<String, String> environment = new HashMap<>(receiver.environment());
        environment.put("OTEL_TRACES_SAMPLER", "sometimes");
        assertThatThrownBy(() -> traces(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sometimes");
    }

    @Test
    void collectorThatIsUnavailableDelaysNothing() {
        Traces unheard = traces(Map.of(
                "OTEL_TRACES_EXPORTER", "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + Ports.free()));
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            String _ = unheard.run(CALL, () -> "", _ -> "SUCCESS");
        }
        unheard.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
