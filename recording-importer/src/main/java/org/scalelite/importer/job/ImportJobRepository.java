package org.scalelite.importer.job;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.database.PostgresRepository;

/**
 * Which importer works on which archive: leases in PostgreSQL, by its clock alone, so that several importers share a spool on
 * any file system. The table is {@code recording_imports}.
 */
@PostgresRepository
public abstract class ImportJobRepository implements GenericRepository<ImportJobRepository.Row, String> {
    private static final String INDEXED = "indexed";

    /** Only the importer that holds the claim changes its row. */
    private static final String OF_CLAIM = " where archive = :archive and owner = :owner and fence = :fence";

    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    /** A claimed row of the table. */
    @MappedEntity("recording_imports")
    record Row(
            @Id String archive,
            long fence,
            int attempts,
            String state,
            String lastError,
            String moves,
            String leftovers) {

        Claim toClaim() {
            return new Claim(
                    archive,
                    fence,
                    attempts,
                    state.equals(INDEXED) ? Optional.of(lastError.lines().toList()) : Optional.empty(),
                    RenameJournal.of(moves),
                    RenameJournal.of(leftovers));
        }
    }

    /**
     * Claims an archive, unless another importer works on it or it is waiting for its next attempt. The attempts at another
     * file of the same name do not count.
     *
     * @param fingerprint differs for another file of the same name
     */
    public Optional<Claim> claim(String archive, String fingerprint, long bytes, Duration lease) {
        return claim(archive, fingerprint, bytes, owner, lease.toMillis()).stream()
                .map(Row::toClaim)
                .findFirst();
    }

    @Query("""
            insert into recording_imports as job
                (archive, fingerprint, bytes, state, owner, attempts, fence, lease_until)
            values (:archive, :fingerprint, :bytes, 'running', :owner, 1, 1, now() + :lease * interval '1 millisecond')
            on conflict (archive) do update set
                state = case when job.state = 'indexed' and job.fingerprint = excluded.fingerprint
                    then 'indexed' else 'running' end,
                attempts = case when job.fingerprint = excluded.fingerprint then job.attempts + 1 else 1 end,
                fingerprint = excluded.fingerprint, bytes = excluded.bytes, owner = excluded.owner,
                fence = job.fence + 1, lease_until = excluded.lease_until, step = null, started_at = now(),
                updated_at = now()
            where coalesce(job.lease_until, 'epoch') <= now()
                and (job.next_attempt_at <= now() or job.fingerprint is distinct from excluded.fingerprint)
            returning archive, fence, attempts, state, coalesce(last_error, '') as last_error,
                coalesce(moves, '') as moves, coalesce(leftovers, '') as leftovers
            """)
    abstract List<Row> claim(String archive, String fingerprint, long bytes, String owner, long lease);

    /** Extends the lease; false if another importer has the archive now. */
    public boolean renew(Claim claim, String step, Duration lease) {
        return renew(claim.archive(), owner, claim.fence(), step, lease.toMillis()) == 1;
    }

    @Query("update recording_imports set lease_until = now() + :lease * interval '1 millisecond', step = :step,"
            + " updated_at = now()" + OF_CLAIM)
    abstract int renew(String archive, String owner, long fence, String step, long lease);

    /**
     * Stores which directories will be renamed, before the first one is.
     *
     * @throws LostClaimException if another importer has the archive now
     */
    public void plan(Claim claim, RenameJournal journal) {
        requireOwn(claim, plan(claim.archive(), owner, claim.fence(), journal.text()));
    }

    @Query("update recording_imports set moves = :journal, updated_at = now()" + OF_CLAIM)
    abstract int plan(String archive, String owner, long fence, String journal);

    /**
     * Marks an archive as indexed, in the transaction that wrote the recording; until that ends, no other importer can claim
     * it.
     *
     * @param failures what of it could not be imported
     * @throws LostClaimException if another importer has the archive now
     */
    public void indexed(Claim claim, List<String> failures) {
        requireOwn(claim, indexed(claim.archive(), owner, claim.fence(), String.join("\n", failures)));
    }

    @Query("update recording_imports set state = 'indexed', last_error = :failures, leftovers = moves, moves = null,"
            + " updated_at = now()" + OF_CLAIM)
    abstract int indexed(String archive, String owner, long fence, String failures);

    private static void requireOwn(Claim claim, int changed) {
        if (changed != 1) {
            throw new LostClaimException(claim);
        }
    }

    /** Renames files back. */
    @FunctionalInterface
    public interface Rollback {
        void run() throws IOException;
    }

    /**
     * Whether the database has what this claim wrote. If not, its renames are rolled back, while no other importer can claim
     * the archive: an importer that was suspended and has lost it must not touch what its successor has stored.
     *
     * @throws LostClaimException if another importer has the archive now; nothing is rolled back
     * @throws UncheckedIOException if the files cannot be renamed back
     */
    @Transactional
    public boolean isIndexed(Claim claim, Rollback otherwise) {
        boolean indexed = lock(claim.archive(), owner, claim.fence())
                .orElseThrow(() -> new LostClaimException(claim))
                .equals(INDEXED);
        if (!indexed) {
            try {
                otherwise.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return indexed;
    }

    @Query("select state from recording_imports" + OF_CLAIM + " for update")
    abstract Optional<String> lock(String archive, String owner, long fence);

    /** The renamed directories are renamed back, or deleted. */
    public void tidied(Claim claim) {
        tidied(claim.archive(), owner, claim.fence());
    }

    @Query("update recording_imports set moves = null, leftovers = null, updated_at = now()" + OF_CLAIM)
    abstract void tidied(String archive, String owner, long fence);

    /** Releases an archive for another attempt after a pause. An attempt that does not count is as if it never was. */
    public void postpone(Claim claim, String reason, Duration pause, boolean counts) {
        postpone(claim.archive(), owner, claim.fence(), counts ? 0 : 1, reason, pause.toMillis());
    }

    @Query("update recording_imports set state = 'waiting', owner = null, lease_until = null,"
            + " attempts = attempts - :uncounted, last_error = :reason,"
            + " next_attempt_at = now() + :pause * interval '1 millisecond', updated_at = now()" + OF_CLAIM)
    abstract void postpone(String archive, String owner, long fence, int uncounted, String reason, long pause);

    /** Archives on which no importer works. */
    @Query("select archive from recording_imports where coalesce(lease_until, 'epoch') <= now()")
    public abstract List<String> idle();

    /** The archive is no longer in the spool. */
    public void finish(Claim claim) {
        delete(claim.archive(), owner, claim.fence());
    }

    @Query("delete from recording_imports" + OF_CLAIM)
    abstract void delete(String archive, String owner, long fence);

    /** Another importer took an archive over, because this one was too slow to renew its lease. */
    public static final class LostClaimException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostClaimException(Claim claim) {
            super("another importer has taken over " + claim.archive());
        }
    }
}
