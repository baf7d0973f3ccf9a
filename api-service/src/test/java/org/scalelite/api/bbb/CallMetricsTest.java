package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.tracing.Traces;

/** The timer of calls by name and outcome. */
class CallMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CallMetrics metrics = new CallMetrics(registry, new CallLog(Settings.of(Map.of())), Traces.OFF);

    private long count(String call, String outcome) {
        return registry.get("scalelite.api.calls")
                .tag("call", call)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void countsAnswersByOutcome() {
        BbbAnswer.Document notFound = new BbbAnswer.Document(new byte[0], "notFound");
        HttpResponse<?> response = CallMetrics.noted(notFound, HttpResponse.ok());
        assertThat(metrics.start(BbbCall.END).stop(response)).isSameAs(response);
        metrics.start(BbbCall.END).stop(response);
        assertThat(count("end", "notFound")).isEqualTo(2);
    }

    @Test
    void answerWithoutAnOutcomeIsASuccess() {
        metrics.start(BbbCall.GET_MEETINGS).stop(HttpResponse.ok());
        assertThat(count("getMeetings", "SUCCESS")).isEqualTo(1);
    }

    @Test
    void indexHasAName() {
        metrics.start(BbbCall.INDEX).stop(HttpResponse.ok());
        assertThat(count("index", "SUCCESS")).isEqualTo(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BbbException(BbbError.checksum()), "checksumError"),
                Arguments.of(new QueryText.MalformedException("x"), "malformed"),
                Arguments.of(new IllegalStateException("x"), "internalError"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void countsRefusalsByKey(RuntimeException failure, String outcome) {
        metrics.start(BbbCall.CREATE).stop(failure);
        assertThat(count("create", outcome)).isEqualTo(1);
    }
}
