package org.scalelite.importer.publish;

import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.recording.DirectoryMove;
import org.scalelite.common.recording.RecordingConfig;
import org.scalelite.common.tracing.Traces;
import org.scalelite.importer.archive.ArchiveRefusedException;
import org.scalelite.importer.archive.ArchiveUnpacker;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.archive.MetadataParser;
import org.scalelite.importer.job.Claim;
import org.scalelite.importer.job.ImportJobRepository;
import org.scalelite.importer.job.ImportJobRepository.LostClaimException;
import org.scalelite.importer.job.Lease;
import org.scalelite.importer.job.RenameJournal;
import org.scalelite.importer.publish.ImportSteps.Step;
import org.scalelite.importer.publish.RecordingFormats.GoodFormat;
import org.scalelite.importer.publish.RecordingIndexRepository.DeletedRecordingException;
import org.scalelite.importer.publish.RecordingIndexRepository.FilesNotStoredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports one archive that was claimed (specification, sections 11 and 16.1):
 *
 * <ol>
 *   <li>what an earlier attempt left half done is put back
 *   <li>there must be free space; the archive is unpacked into a directory of this attempt alone
 *   <li>each format is checked; a bad one does not stop the others
 *   <li>all of it is on the disk before anything is replaced
 *   <li>in one transaction: the old files move aside, the new ones into place, the rows are written
 *   <li>what was replaced goes
 * </ol>
 *
 * The archive itself is not touched here.
 */
@Singleton
public record ImportArchive(
        RecordingIndexRepository index,
        ImportJobRepository jobs,
        ImportSteps steps,
        ArchiveUnpacker unpacker,
        DirectorySwap swap,
        Disk disk,
        ImportMetrics metrics,
        Traces traces,
        RecordingConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(ImportArchive.class);

    /**
     * Imports an archive.
     *
     * @param lease of the claim on it; is told how far it is
     * @param evenDeleted bring back what an operator has deleted
     */
    public ImportOutcome run(Path archive, Lease lease, boolean evenDeleted) {
        Claim claim = lease.claim();
        reached(Step.RECEIVED, lease);
        long bytes = 0;
        try {
            bytes = Files.size(archive);
            tidyUp(claim);
            if (claim.indexed().isPresent()) {
                return outcome(List.of(), claim.indexed().get());
            }
            Optional<String> problem = disk.problem(bytes);
            return problem.isPresent()
                    ? new ImportOutcome.Postponed(problem.get(), false)
                    : unpackAndStore(archive, bytes, lease, evenDeleted);
        } catch (ArchiveRefusedException | DeletedRecordingException e) {
            return new ImportOutcome.Rejected(List.of(message(e)));
        } catch (NoSuchFileException e) {
            // It was removed from the spool, or a directory is missing: the next scan shows which.
            return new ImportOutcome.Postponed(e.toString(), false);
        } catch (EOFException e) {
            return new ImportOutcome.Postponed("the archive ends too early: " + message(e), true);
        } catch (IOException e) {
            return postponed(e, bytes);
        } catch (FilesNotStoredException e) {
            return postponed(e.failure(), bytes);
        } catch (LostClaimException | CancellationException e) {
            return new ImportOutcome.Postponed(message(e), false);
        } catch (RuntimeException e) {
            LOG.debug("{} failed", claim, e);
            return new ImportOutcome.Postponed(message(e), !DatabaseFailure.isTransient(e));
        }
    }

    /** Refuses an archive without a look into it, and puts back what earlier attempts left half done. */
    public ImportOutcome reject(Lease lease, String reason) {
        try {
            tidyUp(lease.claim());
            return new ImportOutcome.Rejected(List.of(reason));
        } catch (IOException e) {
            return new ImportOutcome.Postponed(e.toString(), false);
        }
    }

    /**
     * Clears up after earlier attempts that were stopped.
     *
     * @throws IOException if the files cannot be moved or removed
     */
    public void tidyUp(Claim claim) throws IOException {
        tidy(claim.interrupted(), claim.leftovers(), claim);
        if (claim.fence() > 1 && Files.isDirectory(config.work())) {
            try (DirectoryStream<Path> earlier = Files.newDirectoryStream(config.work(), path -> isOf(claim, path))) {
                for (Path directory : earlier) {
                    DirectoryMove.delete(directory);
                }
            }
        }
    }

    /** Exactly the name of the archive and a number: another archive's name may begin with this one's. */
    private static boolean isOf(Claim claim, Path directory) {
        String name = String.valueOf(directory.getFileName());
        String prefix = claim.archive() + ".";
        return name.startsWith(prefix)
                && name.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    private ImportOutcome postponed(IOException failure, long bytes) {
        boolean stopped = Thread.currentThread().isInterrupted();
        return new ImportOutcome.Postponed(
                stopped ? "the importer stops" : failure.toString(), !stopped && !disk.isToBlame(failure, bytes));
    }

    private static String message(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.toString()).replaceAll("\\s+", " ");
    }

    private ImportOutcome unpackAndStore(Path archive, long bytes, Lease lease, boolean evenDeleted)
            throws IOException, ArchiveRefusedException {
        Claim claim = lease.claim();
        Path own = config.work().resolve(claim.archive() + "." + claim.fence());
        try {
            List<UnpackedFormat> unpacked = unpacker.unpack(archive, own, new Progress(bytes, lease));
            reached(Step.UNPACKED, lease);
            List<String> failures = new ArrayList<>();
            List<GoodFormat> good = good(unpacked, failures);
            unpacked.forEach(format -> metrics.format(
                    String.valueOf(format.format()),
                    good.stream().anyMatch(accepted -> accepted.files().equals(format))));
            if (good.isEmpty()) {
                return new ImportOutcome.Rejected(failures);
            }
            reached(Step.VERIFIED, lease);
            DirectoryMove.syncTree(own);
            reached(Step.SYNCED, lease);
            List<RecordingFormats> recordings = RecordingFormats.group(good);
            return outcome(store(recordings, failures, lease, evenDeleted), failures);
        } finally {
            clean(own);
        }
    }

    /** What a format lacks is for the report; the rest of the archive does not suffer from it. */
    private static List<GoodFormat> good(List<UnpackedFormat> unpacked, List<String> failures) throws IOException {
        List<GoodFormat> good = new ArrayList<>();
        for (UnpackedFormat format : unpacked) {
            try {
                good.add(new GoodFormat(format, MetadataParser.parse(format)));
            } catch (ArchiveRefusedException e) {
                failures.add("%s/%s: %s".formatted(format.format(), format.recordId(), message(e)));
            } catch (RuntimeException e) {
                LOG.error("{}/{} cannot be read", format.format(), format.recordId(), e);
                failures.add("%s/%s: %s".formatted(format.format(), format.recordId(), message(e)));
            }
        }
        return good;
    }

    /** Stores all that may be stored; the ids of these recordings. */
    private List<String> store(
            List<RecordingFormats> recordings, List<String> failures, Lease lease, boolean evenDeleted)
            throws IOException {
        Claim claim = lease.claim();
        RenameJournal moves = swap.plan(
                recordings.stream()
                        .flatMap(recording -> recording.files().stream())
                        .toList(),
                claim.fence());
        if (!moves.list().isEmpty()) {
            jobs.plan(claim, moves);
        }
        reached(Step.PLANNED, lease);
        List<String> imported = new ArrayList<>();
        try {
            index.index(recordings, claim, failures, evenDeleted, (recording, published) -> {
                imported.add(recording.recordId());
                swap.moveAside(moves.of(recording.id()));
                reached(Step.ASIDE, lease);
                swap.store(recording.files(), published);
                reached(Step.STORED, lease);
            });
        } catch (RuntimeException e) {
            // The answer to a commit may be lost: only the database knows whether it has the recording.
            if (!isIndexed(claim, moves)) {
                jobs.tidied(claim);
                throw e;
            }
        }
        reached(Step.INDEXED, lease);
        tidy(RenameJournal.NONE, moves, claim);
        return imported;
    }

    private boolean isIndexed(Claim claim, RenameJournal moves) throws IOException {
        try {
            return jobs.isIndexed(claim, () -> swap.undo(moves));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void reached(Step step, Lease lease) {
        steps.reached(lease.claim().archive(), step);
        traces.reached("import " + step.text());
        lease.at(step.text());
    }

    private void tidy(RenameJournal putBack, RenameJournal remove, Claim claim) throws IOException {
        if (putBack.list().isEmpty() && remove.list().isEmpty()) {
            return;
        }
        swap.undo(putBack);
        swap.forget(remove);
        jobs.tidied(claim);
    }

    private static ImportOutcome outcome(List<String> recordings, List<String> failures) {
        return failures.isEmpty()
                ? new ImportOutcome.Imported(recordings)
                : new ImportOutcome.PartlyImported(recordings, failures);
    }

    private static void clean(Path directory) {
        try {
            DirectoryMove.delete(directory);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", directory, e.toString());
        }
    }
}
