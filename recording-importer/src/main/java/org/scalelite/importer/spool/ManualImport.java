package org.scalelite.importer.spool;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.importer.job.Claim;
import org.scalelite.importer.job.ImportJobRepository;
import org.scalelite.importer.job.Lease;
import org.scalelite.importer.publish.ImportArchive;
import org.scalelite.importer.publish.ImportOutcome;

/** Imports an archive that an operator names, now; the archive stays where it is. */
@Singleton
public record ManualImport(
        ImportJobRepository jobs, ImportArchive imports, ImporterConfig config, SchemaMigration schema) {
    /**
     * Imports one archive.
     *
     * @param evenDeleted bring back what was deleted
     * @return what is wrong with it; empty if all of it is imported
     */
    public List<String> run(Path file, boolean evenDeleted) {
        schema.start();
        SpoolArchive archive;
        try {
            archive = SpoolArchive.at(file);
        } catch (IOException e) {
            return List.of("cannot be read: " + e);
        }
        // The name is none that could be in the spool: an importer clears up after a command that was killed.
        Optional<Claim> claim =
                jobs.claim("by-hand-" + archive.name(), archive.fingerprint(), archive.bytes(), config.lease());
        if (claim.isEmpty()) {
            return List.of("is being imported by somebody else");
        }
        ImportOutcome outcome;
        try (Lease lease = Lease.hold(jobs, claim.get(), config.lease())) {
            outcome = imports.run(archive.path(), lease, evenDeleted);
        }
        if (outcome instanceof ImportOutcome.Postponed(String cause, boolean counts)) {
            // The row may name what was moved: the next import moves it back.
            jobs.postpone(claim.get(), cause, Duration.ZERO, counts);
        } else {
            jobs.finish(claim.get());
        }
        return switch (outcome) {
            case ImportOutcome.Imported _ -> List.of();
            case ImportOutcome.PartlyImported(List<String> _, List<String> failures) -> failures;
            case ImportOutcome.Rejected(List<String> reasons) -> reasons;
            case ImportOutcome.Postponed(String cause, boolean _) -> List.of(cause);
        };
    }
}
