package org.scalelite.common.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantiles;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics whose labels and values are asked for when they are scraped, so that they follow the registry without meters that
 * come and go. One that fails is left out.
 */
@Singleton
public final class ScrapedMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapedMetrics.class);

    private final PrometheusRegistry registry;

    public ScrapedMetrics(PrometheusMeterRegistry meters) {
        this.registry = meters.getPrometheusRegistry();
    }

    /**
     * A count and the sum of what was counted.
     *
     * @param sum in seconds
     */
    public record Total(long count, double sum) {}

    /**
     * Counts by class.
     *
     * @param bounds upper ones, without that of the last class
     * @param counts of each class, one more than bounds
     */
    public record Distribution(List<Double> bounds, List<Long> counts, double sum) {
        public Distribution {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
            if (counts.size() != bounds.size() + 1) {
                throw new IllegalArgumentException(counts.size() + " counts for " + bounds.size() + " bounds");
            }
        }

        /** This one and another with the same bounds. */
        public Distribution plus(Distribution other) {
            return new Distribution(
                    bounds,
                    IntStream.range(0, counts.size())
                            .mapToObj(i -> counts.get(i) + other.counts.get(i))
                            .toList(),
                    sum + other.sum);
        }

        private ClassicHistogramBuckets buckets() {
            List<Double> all = new ArrayList<>(bounds);
            all.add(Double.POSITIVE_INFINITY);
            return ClassicHistogramBuckets.of(all, counts);
        }
    }

    /** Registers a histogram. */
    public void histogram(
            String name, String meaning, List<String> labels, Supplier<Map<List<String>, Distribution>> values) {
        registry.register(() -> {
            HistogramSnapshot.Builder histogram =
                    HistogramSnapshot.builder().name(name).help(meaning);
            guarded(name, values)
                    .forEach(
                            (texts, value) -> histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                    .classicHistogramBuckets(value.buckets())
                                    .sum(value.sum())
                                    .labels(Labels.of(labels, texts))
                                    .build()));
            return histogram.build();
        });
    }

    /** Registers a gauge; values are by the texts of their labels. */
    public void gauge(String name, String meaning, List<String> labels, Supplier<Map<List<String>, Double>> values) {
        described(GaugeWithCallback.builder(), name, meaning, labels)
                .callback(samples -> each(name, values, (value, texts) -> samples.call(value, texts)))
                .register(registry);
    }

    /**
     * Registers a gauge that is always 1, for its labels.
     *
     * @param name ends with {@code _info}
     */
    public void info(String name, String meaning, List<String> labels, Supplier<List<List<String>>> values) {
        String base = name.substring(0, name.length() - "_info".length());
        registry.register(() -> {
            InfoSnapshot.Builder info = InfoSnapshot.builder().name(base).help(meaning);
            guarded(name, () -> values.get().stream().distinct().collect(Collectors.toMap(texts -> texts, _ -> 1)))
                    .keySet()
                    .stream()
                    .map(texts -> Labels.of(labels, texts))
                    .forEach(texts -> info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                            .labels(texts)
                            .build()));
            return info.build();
        });
    }

    /** Registers a counter, whose name gets the suffix {@code _total}. */
    public void counter(String name, String meaning, List<String> labels, Supplier<Map<List<String>, Double>> values) {
        described(CounterWithCallback.builder(), name, meaning, labels)
                .callback(samples -> each(name, values, (value, texts) -> samples.call(value, texts)))
                .register(registry);
    }

    /** Registers a count and a sum, whose names get the suffixes {@code _count} and {@code _sum}. */
    public void summary(String name, String meaning, List<String> labels, Supplier<Map<List<String>, Total>> values) {
        described(SummaryWithCallback.builder(), name, meaning, labels)
                .callback(samples -> each(
                        name,
                        values,
                        (total, texts) -> samples.call(total.count(), total.sum(), Quantiles.EMPTY, texts)))
                .register(registry);
    }

    private static <B extends MetricWithFixedMetadata.Builder<B, M>, M extends MetricWithFixedMetadata> B described(
            B metric, String name, String meaning, List<String> labels) {
        return metric.name(name).help(meaning).labelNames(labels.toArray(String[]::new));
    }

    private static <T> void each(String name, Supplier<Map<List<String>, T>> values, BiConsumer<T, String[]> sample) {
        guarded(name, values).forEach((texts, value) -> sample.accept(value, texts.toArray(String[]::new)));
    }

    private static <T> Map<List<String>, T> guarded(String name, Supplier<Map<List<String>, T>> values) {
        try {
            return values.get();
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be read", name, e);
            return Map.of();
        }
    }
}
