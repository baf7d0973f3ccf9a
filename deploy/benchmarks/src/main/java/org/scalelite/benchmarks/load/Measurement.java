package org.scalelite.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One case, measured once; or the median of several times, figure by figure.
 *
 * @param cpuMicros processor time of the measured service for a request
 * @param redisMicros the same of Redis
 * @param bbbMicros the same of the simulated servers
 * @param foreign share of the machine that programs outside of the run took meanwhile
 * @param firstError what the first bad answer was; empty if there was none
 */
public record Measurement(
        double requestsPerSecond,
        double medianMillis,
        double p99Millis,
        long errors,
        double cpuMicros,
        double redisMicros,
        double bbbMicros,
        double foreign,
        String firstError) {

    public static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                median(rounds, Measurement::requestsPerSecond),
                median(rounds, Measurement::medianMillis),
                median(rounds, Measurement::p99Millis),
                rounds.stream().mapToLong(Measurement::errors).sum(),
                median(rounds, Measurement::cpuMicros),
                median(rounds, Measurement::redisMicros),
                median(rounds, Measurement::bbbMicros),
                rounds.stream().mapToDouble(Measurement::foreign).max().orElse(0),
                rounds.stream()
                        .map(Measurement::firstError)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The middle value; of an even number the mean of the two in the middle. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
