package org.scalelite.importer.spool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.recording.RecordingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics of the spool and of the disks, as the last look found them: a scrape does not wait for a file system. Importers that
 * share a spool have the same.
 */
@Singleton
final class SpoolMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolMetrics.class);

    private final RecordingConfig recordings;
    private final Map<List<String>, Double> free = new ConcurrentHashMap<>();
    private final Map<List<String>, Double> size = new ConcurrentHashMap<>();
    private volatile int archives;
    private volatile Optional<Instant> oldest = Optional.empty();

    SpoolMetrics(RecordingConfig recordings, ScrapedMetrics metrics, MeterRegistry meters) {
        this.recordings = recordings;
        Gauge.builder("scalelite.spool.archives", this, spool -> spool.archives)
                .description("Archives in the spool")
                .register(meters);
        Gauge.builder("scalelite.spool.oldest", this, spool -> spool.oldestAge(Instant.now()))
                .description("Age of the oldest complete archive in the spool; 0 without one")
                .baseUnit("seconds")
                .register(meters);
        metrics.gauge(
                "scalelite_recordings_free_bytes",
                "Bytes that are free for files below the directory",
                List.of("directory"),
                () -> free);
        metrics.gauge(
                "scalelite_recordings_size_bytes",
                "Bytes of the file system of the directory",
                List.of("directory"),
                () -> size);
    }

    private double oldestAge(Instant now) {
        return oldest.map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .orElse(0L);
    }

    /** The spool was looked at. */
    void looked(Spool.Look look) {
        archives = look.archives();
        oldest = look.settled().stream().findFirst().map(SpoolArchive::modified);
        measure("spool", recordings.spool());
        measure("work", recordings.work());
        measure("published", recordings.published());
        measure("unpublished", recordings.unpublished());
    }

    private void measure(String name, Path directory) {
        List<String> label = List.of(name);
        try {
            FileStore disk = Files.getFileStore(directory);
            free.put(label, (double) disk.getUsableSpace());
            size.put(label, (double) disk.getTotalSpace());
        } catch (IOException e) {
            LOG.debug("The free bytes of {} are unknown", directory, e);
            free.remove(label);
            size.remove(label);
        }
    }
}
