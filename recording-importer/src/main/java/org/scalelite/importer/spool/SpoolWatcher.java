package org.scalelite.importer.spool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.program.Heartbeat;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.task.Worker;
import org.scalelite.importer.job.ImportJobRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports the archives in the spool until it is closed: a few at a time, each claimed so that importers can share the spool. */
@Singleton
public final class SpoolWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWatcher.class);

    /** What a stop waits for before it interrupts: less than what most supervisors wait before they kill. */
    private static final Duration FINISH = Duration.ofSeconds(50);

    private static final Duration LET_GO = Duration.ofSeconds(5);

    private final RecordingConfig recordings;
    private final Path directory;
    private final ImporterConfig config;
    private final SchemaMigration schema;
    private final Heartbeat heartbeat;
    private final ImportJobRepository jobs;
    private final Spool spool;
    private final SpoolMetrics metrics;
    private final ArchiveImport turn;
    private final FailedArchiveRetry retries;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Worker worker;
    private String lastWarning = "";

    SpoolWatcher(
            ImportJobRepository jobs,
            ArchiveImport turn,
            FailedArchiveRetry retries,
            SchemaMigration schema,
            ImporterConfig config,
            RecordingConfig recordings,
            Heartbeat heartbeat,
            SpoolMetrics metrics,
            MeterRegistry meters) {
        this.metrics = metrics;
        this.jobs = jobs;
        this.turn = turn;
        this.retries = retries;
        this.schema = schema;
        this.config = config;
        this.recordings = recordings;
        this.heartbeat = heartbeat;
        this.directory = recordings.spool();
        this.spool = new Spool(directory, config);
        Gauge.builder("scalelite.imports.running", inFlight, Set::size)
                .description("Archives that this process imports now")
                .register(meters);
        this.places = new Semaphore(config.threads());
        this.worker = new Worker("spool", config.interval(), this::pass);
    }

    /** Works until {@link #close} is called. */
    public void run() {
        if (config.events()) {
            Thread.ofVirtual().name("spool events").start(this::listen);
        }
        LOG.info("Importing recordings from {}", directory);
        warnOfCopies();
        worker.run();
    }

    /** A rename costs nothing; a copy costs the disk every recording twice. */
    private void warnOfCopies() {
        try {
            Files.createDirectories(recordings.work());
            Files.createDirectories(recordings.published());
            Path probe = Files.createTempDirectory(recordings.work(), ".scalelite");
            Path target = recordings.published().resolve(probe.getFileName());
            try {
                Files.move(probe, target, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(target);
            } catch (AtomicMoveNotSupportedException _) {
                Files.delete(probe);
                LOG.warn(
                        "{} (RECORDING_WORK_DIR) and {} (RECORDING_PUBLISH_DIR) are not on one file system: every"
                                + " recording is copied instead of renamed",
                        recordings.work(),
                        recordings.published());
            }
        } catch (IOException e) {
            LOG.warn("The directories of recordings cannot be written yet: {}", e.toString());
        }
    }

    /** Looks once and starts what can be started; how long to wait until the next look. */
    private Duration pass() throws InterruptedException {
        heartbeat.beat();
        try {
            if (!schema.isCurrent()) {
                return config.interval();
            }
            Spool.Look look = spool.look(System.nanoTime());
            metrics.looked(look);
            for (SpoolArchive archive : look.settled()) {
                if (worker.isClosed()) {
                    break;
                }
                start(archive);
            }
            tidyUp();
            boolean more = retries.take() || look.growing();
            warnOnce("");
            return more ? shorter(config.settle(), config.interval()) : config.interval();
        } catch (IOException e) {
            warnOnce("the spool directory cannot be read (RECORDING_SPOOL_DIR): " + e);
            return config.interval();
        } catch (RuntimeException e) {
            report("the spool", e);
            return config.interval();
        }
    }

    /** Jobs whose archive was removed, by an importer that died right after it or by an operator. */
    private void tidyUp() {
        for (String archive : jobs.idle()) {
            if (!inFlight.contains(archive) && Files.notExists(directory.resolve(archive))) {
                turn.takeGone(archive);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void start(SpoolArchive archive) throws InterruptedException {
        if (!inFlight.add(archive.name())) {
            return;
        }
        places.acquire();
        threads.execute(() -> {
            try {
                turn.take(archive);
            } catch (RuntimeException e) {
                report(archive.name(), e);
            } finally {
                places.release();
                inFlight.remove(archive.name());
            }
        });
    }

    private void report(String what, RuntimeException failure) {
        if (DatabaseFailure.isTransient(failure)) {
            warnOnce("PostgreSQL does not answer; archives wait in the spool: " + failure.getMessage());
        } else {
            LOG.error("{}: left as it is", what, failure);
        }
    }

    /** A trouble is said once, not with every look. */
    private synchronized void warnOnce(String warning) {
        if (!warning.isEmpty() && !warning.equals(lastWarning)) {
            LOG.warn(warning);
        }
        lastWarning = warning;
    }

    private void listen() {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            Files.createDirectories(directory);
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!worker.isClosed()) {
                WatchKey key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                    worker.wake();
                }
            }
        } catch (IOException e) {
            LOG.warn("No file events for {} ({}): it is looked at every {} s", directory, e, config.interval());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more archives and lets those in flight finish; after a while they are left as they were. */
    @Override
    public void close() {
        worker.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Left in the spool for the next start: {}", inFlight);
                threads.shutdownNow();
                if (!threads.awaitTermination(LET_GO.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("Stopped in the middle of {}", inFlight);
                }
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
