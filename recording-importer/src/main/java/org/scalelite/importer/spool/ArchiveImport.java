package org.scalelite.importer.spool;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.recording.DirectoryMove;
import org.scalelite.common.tracing.Traces;
import org.scalelite.common.tracing.Work;
import org.scalelite.importer.job.Claim;
import org.scalelite.importer.job.FailedArchiveRepository;
import org.scalelite.importer.job.FailedArchiveRepository.FailedArchive;
import org.scalelite.importer.job.ImportJobRepository;
import org.scalelite.importer.job.Lease;
import org.scalelite.importer.publish.ImportArchive;
import org.scalelite.importer.publish.ImportMetrics;
import org.scalelite.importer.publish.ImportOutcome;
import org.scalelite.importer.publish.ImportSteps;
import org.scalelite.importer.publish.ImportSteps.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One archive's turn: claimed, imported, and then removed, quarantined or left for another attempt. */
@Singleton
record ArchiveImport(
        ImportJobRepository jobs,
        ImportArchive imports,
        ImportSteps steps,
        ImporterConfig config,
        FailedArchives failed,
        FailedArchiveRepository failures,
        ImportMetrics metrics,
        Traces traces) {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveImport.class);

    /** Takes the turn, unless another importer has the archive or it has to wait. */
    void take(SpoolArchive archive) {
        Optional<Claim> claim = jobs.claim(archive.name(), archive.fingerprint(), archive.bytes(), config.lease());
        if (claim.isEmpty()) {
            return;
        }
        ImportOutcome _ = traces.run(
                new Work("import", Work.Kind.INTERNAL, Map.of("import.archive", Work.value(archive.name()))),
                () -> take(archive, claim.get()),
                ImportMetrics::text);
    }

    private ImportOutcome take(SpoolArchive archive, Claim claim) {
        ImportOutcome outcome;
        try (Lease lease = Lease.hold(jobs, claim, config.lease())) {
            outcome = metrics.timed(() -> run(archive, claim, lease));
        }
        // An importer that is told to stop still gives back what it has claimed.
        boolean stopped = Thread.interrupted();
        conclude(archive, claim, outcome);
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private ImportOutcome run(SpoolArchive archive, Claim claim, Lease lease) {
        return killedImporters(claim)
                ? imports.reject(
                        lease,
                        "Given up after %d attempts: the importer died during the last one."
                                .formatted(claim.attempts() - 1))
                : imports.run(archive.path(), lease, false);
    }

    /**
     * Whether the last attempt that was allowed never came to an end. Attempts count from the claim on, as a killed
     * process does not count them; what is in the database already only has to be removed.
     */
    private boolean killedImporters(Claim claim) {
        return claim.attempts() > config.attempts() && claim.indexed().isEmpty();
    }

    /** Clears up after an archive that is no longer in the spool. */
    void takeGone(String name) {
        jobs.claim(name, "gone", 0, config.lease()).ifPresent(claim -> {
            try {
                imports.tidyUp(claim);
                jobs.finish(claim);
            } catch (IOException e) {
                jobs.postpone(claim, e.toString(), config.pauseAfter(claim.attempts()), false);
            }
        });
    }

    private void conclude(SpoolArchive archive, Claim claim, ImportOutcome outcome) {
        switch (outcome) {
            case ImportOutcome.Imported(List<String> recordings) -> {
                LOG.info("{}: imported {}", archive.name(), recordings);
                remove(archive, claim);
            }
            case ImportOutcome.PartlyImported(List<String> recordings, List<String> failures) -> {
                LOG.warn("{}: imported {}, but not all of it: {}", archive.name(), recordings, failures);
                quarantine(archive, claim, failures);
            }
            case ImportOutcome.Rejected(List<String> reasons) -> {
                LOG.warn("{}: refused: {}", archive.name(), reasons);
                quarantine(archive, claim, reasons);
            }
            case ImportOutcome.Postponed(String cause, boolean counts) -> postpone(archive, claim, cause, counts);
        }
    }

    private void postpone(SpoolArchive archive, Claim claim, String cause, boolean counts) {
        if (counts && claim.attempts() >= config.attempts()) {
            LOG.error("{}: given up after {} attempts: {}", archive.name(), claim.attempts(), cause);
            quarantine(archive, claim, List.of("Given up after %d attempts.".formatted(claim.attempts()), cause));
            return;
        }
        Duration pause = config.pauseAfter(counts ? claim.attempts() : 0);
        LOG.warn("{}: not imported yet, again in {} s: {}", archive.name(), pause.toSeconds(), cause);
        jobs.postpone(claim, cause, pause, counts);
    }

    private void remove(SpoolArchive archive, Claim claim) {
        try {
            // The name may stand for another file by now.
            if (SpoolArchive.at(archive.path()).equals(archive)) {
                Files.delete(archive.path());
                syncDirectory(archive.path());
                steps.reached(archive.name(), Step.REMOVED);
                traces.reached("import " + Step.REMOVED.text());
            }
            jobs.finish(claim);
        } catch (NoSuchFileException _) {
            jobs.finish(claim);
        } catch (IOException e) {
            LOG.warn("{} is imported but cannot be removed: {}", archive.path(), e.toString());
        }
    }

    private void quarantine(SpoolArchive archive, Claim claim, List<String> reasons) {
        try {
            FailedArchive quarantined = failed.put(archive, claim.attempts(), reasons);
            syncDirectory(archive.path());
            failures.fail(claim, quarantined);
        } catch (IOException e) {
            jobs.postpone(claim, "cannot be put aside: " + e, config.pauseAfter(claim.attempts()), false);
        }
    }

    private static void syncDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            DirectoryMove.sync(directory);
        }
    }
}
