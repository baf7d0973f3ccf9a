package org.scalelite.common.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Histograms of durations, with few buckets. */
public final class Buckets {
    private Buckets() {}

    /** A timer of calls: from milliseconds to the timeouts of calls. */
    public static Timer.Builder ofCalls(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(millis(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000));
    }

    /** A timer of work: from a second to hours. */
    public static Timer.Builder ofWork(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(millis(1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000));
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
