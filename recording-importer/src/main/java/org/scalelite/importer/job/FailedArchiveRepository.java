package org.scalelite.importer.job;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.database.DatabaseAccess;

/**
 * What PostgreSQL knows of the archives that were quarantined, and who wants which of them tried again. The table is
 * {@code failed_archives}.
 */
@Singleton
public class FailedArchiveRepository {
    private final DatabaseAccess database;
    private final ImportJobRepository jobs;

    FailedArchiveRepository(DatabaseAccess database, ImportJobRepository jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /**
     * What is known of an archive.
     *
     * @param here whether it was quarantined in the directory that was asked for
     * @param requested whether somebody wants it tried again
     */
    public record Known(boolean here, boolean requested) {}

    /** All that are known, by their names. */
    public Map<String, Known> known(Path directory) {
        return database.read(connection -> DatabaseAccess.prepared(
                connection,
                "select archive, directory = ?, retry_requested_at is not null from failed_archives",
                statement -> {
                    statement.setString(1, directory.toString());
                    Map<String, Known> known = new HashMap<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            known.put(row.getString(1), new Known(row.getBoolean(2), row.getBoolean(3)));
                        }
                    }
                    return known;
                }));
    }

    /** Ends a job whose archive was quarantined; an importer that looked there meanwhile may have written it down already. */
    public void fail(Claim claim, FailedArchive archive) {
        database.change(connection -> {
            insert(
                    connection,
                    archive,
                    "update set bytes = excluded.bytes, attempts = excluded.attempts, reason = excluded.reason");
            jobs.finish(claim);
            return archive;
        });
    }

    /** Writes down an archive that was found where they are quarantined, unless it is known. */
    public void add(FailedArchive archive) {
        database.change(connection -> insert(connection, archive, "nothing"));
    }

    private static int insert(Connection connection, FailedArchive archive, String ifKnown) throws SQLException {
        return DatabaseAccess.prepared(
                connection,
                "insert into failed_archives (archive, directory, bytes, attempts, reason) values (?, ?, ?, ?, ?)"
                        + " on conflict (archive) do " + ifKnown,
                statement -> {
                    statement.setString(1, archive.name());
                    statement.setString(2, archive.directory().toString());
                    statement.setLong(3, archive.bytes());
                    statement.setInt(4, archive.attempts());
                    statement.setString(5, archive.reason());
                    return statement.executeUpdate();
                });
    }

    /** Puts an archive back into the spool; what stands against it, if that is not possible. */
    @FunctionalInterface
    public interface Requeue {
        Optional<String> run() throws IOException;
    }

    /**
     * Has an archive given back that somebody wants tried again, unless another importer is doing so. Its row is locked
     * meanwhile, and then goes or says what stands against it.
     *
     * @return whether it is in the spool now
     */
    public boolean requeue(String archive, Requeue requeue) {
        return database.change(connection -> {
            if (!lockRequest(connection, archive)) {
                return false;
            }
            Optional<String> problem = problem(requeue);
            if (problem.isPresent()) {
                refuse(connection, archive, problem.get());
            } else {
                delete(connection, archive);
            }
            return problem.isEmpty();
        });
    }

    private static Optional<String> problem(Requeue requeue) {
        try {
            return requeue.run();
        } catch (IOException e) {
            return Optional.of("it cannot be moved back into the spool: " + e);
        }
    }

    private static boolean lockRequest(Connection connection, String archive) throws SQLException {
        return DatabaseAccess.prepared(
                connection,
                "select 1 from failed_archives where archive = ? and retry_requested_at is not null"
                        + " for update skip locked",
                statement -> {
                    statement.setString(1, archive);
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next();
                    }
                });
    }

    private static void refuse(Connection connection, String archive, String problem) throws SQLException {
        DatabaseAccess.prepared(
                connection,
                "update failed_archives set retry_requested_at = null, retry_error = ?, retry_failed_at = now()"
                        + " where archive = ?",
                statement -> {
                    statement.setString(1, problem);
                    statement.setString(2, archive);
                    return statement.executeUpdate();
                });
    }

    private static void delete(Connection connection, String archive) throws SQLException {
        DatabaseAccess.prepared(connection, "delete from failed_archives where archive = ?", statement -> {
            statement.setString(1, archive);
            return statement.executeUpdate();
        });
    }

    /**
     * Forgets archives that somebody has taken away.
     *
     * @param said how long those stay whose retry came to nothing, so that who asked for it can read why
     */
    public void forget(Set<String> archives, Duration said) {
        database.change(connection -> DatabaseAccess.prepared(
                connection,
                "delete from failed_archives where archive = any (?) and retry_requested_at is null"
                        + " and coalesce(retry_failed_at, 'epoch') < now() - ? * interval '1 second'",
                statement -> {
                    statement.setArray(1, connection.createArrayOf("varchar", archives.toArray()));
                    statement.setLong(2, said.toSeconds());
                    return statement.executeUpdate();
                }));
    }
}
