package org.scalelite.importer.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.scalelite.common.metrics.Buckets;
import org.scalelite.common.metrics.Label;

/** How imports end, and how long they take; and what becomes of the formats in the archives. */
@Singleton
public final class ImportMetrics {
    private static final List<String> RESULTS = List.of("imported", "partly_imported", "refused", "postponed");

    /** The formats of BBB. Archives name them, so there may be any. */
    private static final Set<String> FORMATS =
            Set.of("presentation", "video", "podcast", "screenshare", "notes", "statistics", "capture", "desktop");

    private final MeterRegistry meters;

    ImportMetrics(MeterRegistry meters) {
        this.meters = meters;
        RESULTS.forEach(this::timer);
    }

    /** Runs an import. */
    public ImportOutcome timed(Supplier<ImportOutcome> run) {
        Timer.Sample sample = Timer.start(meters);
        ImportOutcome outcome = run.get();
        long _ = sample.stop(timer(text(outcome)));
        return outcome;
    }

    /** The outcome as a label. */
    public static String text(ImportOutcome outcome) {
        return switch (outcome) {
            case ImportOutcome.Imported _ -> "imported";
            case ImportOutcome.PartlyImported _ -> "partly_imported";
            case ImportOutcome.Rejected _ -> "refused";
            case ImportOutcome.Postponed _ -> "postponed";
        };
    }

    private Timer timer(String result) {
        return Buckets.ofWork("scalelite.imports")
                .description("Imports of archives by result")
                .tag("result", result)
                .register(meters);
    }

    /** A format of an archive was found to be good, or not. */
    void format(String format, boolean good) {
        Counter.builder("scalelite.import.formats")
                .description("Formats in archives, by result")
                .tag("format", FORMATS.contains(format) ? format : Label.OTHER)
                .tag("result", good ? "accepted" : "refused")
                .register(meters)
                .increment();
    }
}
