package org.scalelite.common.importjob;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.StorableText;

/**
 * The archives that are being imported, wait or have failed, for operators. It needs no access to the spool: a retry is a
 * request in PostgreSQL that the importers read.
 */
@PostgresRepository
public abstract class ImportJobListRepository implements GenericRepository<ImportJob, String> {
    private static final String JOBS = """
             from (
                select archive, state, case when state = 'running' then nullif(step, '') end as step, attempts,
                    coalesce(bytes, 0) as bytes, last_error, started_at, updated_at as changed_at,
                    case when state = 'waiting' then next_attempt_at end as next_attempt_at,
                    cast(null as timestamptz) as retry_requested_at
                from recording_imports
                union all
                select archive, 'failed', null, attempts, bytes, coalesce(retry_error, reason), failed_at,
                    greatest(failed_at, retry_requested_at, retry_failed_at), null, retry_requested_at
                from failed_archives) job
            """;

    private static final String RETRY = "update failed_archives set"
            + " retry_requested_at = coalesce(retry_requested_at, now()), retry_error = null, retry_failed_at = null"
            + " where not exists (select 1 from recording_imports job where job.archive = failed_archives.archive)";

    /**
     * Some of the jobs found.
     *
     * @param total how many there are on all pages
     */
    public record Found(List<ImportJob> jobs, long total) {
        public Found {
            jobs = List.copyOf(jobs);
        }
    }

    /** Jobs in these states, the last changed first. */
    public Found list(Set<ImportJob.State> states, int limit, int offset) {
        String[] names = states.stream().map(ImportJob.State::text).toArray(String[]::new);
        return new Found(page(names, limit, offset), count(names));
    }

    @Query("select *" + JOBS
            + "where state = any (:states) order by changed_at desc, archive limit :limit offset :offset")
    abstract List<ImportJob> page(String[] states, int limit, int offset);

    @Query("select count(*)" + JOBS + "where state = any (:states)")
    abstract long count(String[] states);

    /** The job of an archive; a running or waiting one rather than a failed one of the same name. */
    public Optional<ImportJob> find(String archive) {
        return findStored(StorableText.of(archive));
    }

    @Query("select *" + JOBS + "where archive = :archive order by state = 'failed' limit 1")
    abstract Optional<ImportJob> findStored(String archive);

    /**
     * Has an archive tried again: a failed one as if it had just arrived; a waiting one now, instead of after its pause. The
     * importer that finds the request does it, within {@code RECORDING_IMPORT_POLL_INTERVAL}.
     */
    @Transactional
    public RetryOutcome retry(String archive) {
        String name = StorableText.of(archive);
        if (retryWaiting(name) == 1 || retryFailed(name) == 1) {
            return new RetryOutcome.Requested();
        }
        return findStored(name)
                .<RetryOutcome>map(job -> new RetryOutcome.NotRetryable(job.state()))
                .orElseGet(RetryOutcome.NotFound::new);
    }

    @Query("update recording_imports set next_attempt_at = now() where archive = :archive and state = 'waiting'")
    abstract int retryWaiting(String archive);

    @Query(RETRY + " and archive = :archive")
    abstract int retryFailed(String archive);

    /** Has all failed archives tried again of which no import is in flight; the names of those. */
    @Query(RETRY + " returning archive")
    public abstract List<String> retryFailed();

    /** The result of a request to try an archive again. */
    public sealed interface RetryOutcome {

        /** An importer tries it with its next scan of the spool. */
        record Requested() implements RetryOutcome {}

        /** No importer knows an archive of this name, or it is imported by now. */
        record NotFound() implements RetryOutcome {}

        /** An archive of this name is in flight already. */
        record NotRetryable(ImportJob.State state) implements RetryOutcome {}
    }
}
