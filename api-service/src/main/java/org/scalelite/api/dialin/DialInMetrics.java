package org.scalelite.api.dialin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.scalelite.api.dialin.DialInAnswer.Kind;

/** Metrics of answers to FreeSWITCH, present before the first one, so that its rate is known. */
@Context
final class DialInMetrics {
    private final Map<Kind, Counter> answers = new EnumMap<>(Kind.class);

    DialInMetrics(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            answers.put(
                    kind,
                    Counter.builder("scalelite.fsapi.answers")
                            .description("Answers to FreeSWITCH by kind")
                            .tag("answer", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void answered(Kind kind) {
        Objects.requireNonNull(answers.get(kind)).increment();
    }
}
