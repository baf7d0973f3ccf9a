package org.scalelite.common.importjob;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.recording.StorableText;

/**
 * The archives that importers have before them or have quarantined, as an operator sees them. Whoever looks needs no spool:
 * a retry is a request in PostgreSQL that the importers find there.
 */
@Singleton
@Requires(beans = DataSource.class)
public final class ImportJobListRepository {
    private static final String JOBS = """
             from (
                select archive, state, case when state = 'running' then step end as step, attempts, coalesce(bytes, 0) as bytes, last_error, started_at,
                    updated_at as changed_at, case when state = 'waiting' then next_attempt_at end as next_attempt_at,
                    null::timestamptz as retry_requested_at
                from recording_imports
                union all
                select archive, 'failed', null, attempts, bytes, coalesce(retry_error, reason), failed_at,
                    greatest(failed_at, retry_requested_at, retry_failed_at), null, retry_requested_at
                from failed_archives) job
            """;

    private static final String RETRY = "update failed_archives set"
            + " retry_requested_at = coalesce(retry_requested_at, now()), retry_error = null, retry_failed_at = null";

    private static final String IS_IN_HAND =
            " exists (select 1 from recording_imports job where job.archive = failed_archives.archive)";

    private final DatabaseAccess database;

    /** Over this database. */
    public ImportJobListRepository(DatabaseAccess database) {
        this.database = database;
    }

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

    /** Jobs in these states, those first of which there was news last. */
    public Found list(Set<ImportJob.State> states, int limit, int offset) {
        return database.read(
                connection -> new Found(page(connection, states, limit, offset), count(connection, states)));
    }

    private static List<ImportJob> page(Connection connection, Set<ImportJob.State> states, int limit, int offset)
            throws SQLException {
        String sql = "select *" + JOBS + "where state = any (?) order by changed_at desc, archive limit ? offset ?";
        return DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setArray(1, connection.createArrayOf("varchar", names(states)));
            statement.setInt(2, limit);
            statement.setInt(3, offset);
            List<ImportJob> jobs = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    jobs.add(job(row));
                }
            }
            return jobs;
        });
    }

    private static long count(Connection connection, Set<ImportJob.State> states) throws SQLException {
        return DatabaseAccess.prepared(connection, "select count(*)" + JOBS + "where state = any (?)", statement -> {
            statement.setArray(1, connection.createArrayOf("varchar", names(states)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static Object[] names(Set<ImportJob.State> states) {
        return states.stream().map(ImportJob.State::text).toArray();
    }

    /** The job of an archive; of one that came again after it had failed, what is done with it now. */
    public Optional<ImportJob> find(String archive) {
        return database.read(connection -> find(connection, archive));
    }

    private static Optional<ImportJob> find(Connection connection, String archive) throws SQLException {
        String sql = "select *" + JOBS + "where archive = ? order by state = 'failed' limit 1";
        return DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setString(1, StorableText.of(archive));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(job(row)) : Optional.empty();
            }
        });
    }

    /**
     * Has an archive tried again: a failed one again, as if it had just arrived; a waiting one now, instead of after its
     * pause. The importer that finds the request does it, within {@code RECORDING_IMPORT_POLL_INTERVAL}.
     */
    public RetryOutcome retry(String archive) {
        String name = StorableText.of(archive);
        return database.change(connection -> {
            if (changes(
                    connection,
                    "update recording_imports set next_attempt_at = now() where archive = ? and state = 'waiting'",
                    name)) {
                return new RetryOutcome.Requested();
            }
            if (changes(connection, RETRY + " where archive = ? and not" + IS_IN_HAND, name)) {
                return new RetryOutcome.Requested();
            }
            return find(connection, name)
                    .<RetryOutcome>map(job -> new RetryOutcome.NotRetryable(job.state()))
                    .orElseGet(RetryOutcome.NotFound::new);
        });
    }

    private static boolean changes(Connection connection, String sql, String archive) throws SQLException {
        return DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setString(1, archive);
            return statement.executeUpdate() == 1;
        });
    }

    /** Has all failed archives tried again whose names are not in flight; these are they. */
    public List<String> retryFailed() {
        String sql = RETRY + " where not" + IS_IN_HAND + " returning archive";
        return database.change(connection -> DatabaseAccess.prepared(connection, sql, statement -> {
            List<String> requested = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    requested.add(row.getString(1));
                }
            }
            return requested;
        }));
    }

    private static ImportJob job(ResultSet row) throws SQLException {
        return new ImportJob(
                row.getString("archive"),
                ImportJob.State.of(row.getString("state")).orElseThrow(),
                Optional.ofNullable(row.getString("step")).filter(step -> !step.isEmpty()),
                row.getInt("attempts"),
                row.getLong("bytes"),
                Optional.ofNullable(row.getString("last_error")),
                instant(row, "started_at").orElseThrow(),
                instant(row, "changed_at").orElseThrow(),
                instant(row, "next_attempt_at"),
                instant(row, "retry_requested_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
