package org.scalelite.importer.job;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who works on which archive: leases in PostgreSQL, by its clock alone, so that several importers share a spool on any
 * file system. The table is {@code recording_imports}.
 */
@Singleton
public class ImportJobRepository {
    private static final String INDEXED = "indexed";

    private final JdbcOperations database;
    private final TransactionOperations<Connection> transactions;
    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    ImportJobRepository(JdbcOperations database, TransactionOperations<Connection> transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Claims an archive, if nobody works on it and it is not waiting for its next attempt. A file that is not the one of
     * the attempts before starts again.
     *
     * @param fingerprint what tells this file from another of the same name
     */
    public Optional<Claim> claim(String archive, String fingerprint, long bytes, Duration lease) {
        return transactions.executeWrite(_ -> database.prepareStatement("""
                insert into recording_imports as job
                    (archive, fingerprint, bytes, state, owner, attempts, fence, lease_until)
                values (?, ?, ?, 'running', ?, 1, 1, now() + ? * interval '1 millisecond')
                on conflict (archive) do update set
                    state = case when job.state = 'indexed' and job.fingerprint = excluded.fingerprint
                        then 'indexed' else 'running' end,
                    attempts = case when job.fingerprint = excluded.fingerprint then job.attempts + 1 else 1 end,
                    fingerprint = excluded.fingerprint, bytes = excluded.bytes, owner = excluded.owner,
                    fence = job.fence + 1, lease_until = excluded.lease_until, step = null, started_at = now(),
                    updated_at = now()
                where coalesce(job.lease_until, 'epoch') <= now()
                    and (job.next_attempt_at <= now() or job.fingerprint is distinct from excluded.fingerprint)
                returning fence, attempts, state, last_error, moves, leftovers
                """, statement -> {
            statement.setString(1, archive);
            statement.setString(2, fingerprint);
            statement.setLong(3, bytes);
            statement.setString(4, owner);
            statement.setLong(5, lease.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(claim(archive, row)) : Optional.empty();
            }
        }));
    }

    private static Claim claim(String archive, ResultSet row) throws SQLException {
        return new Claim(
                archive,
                row.getLong("fence"),
                row.getInt("attempts"),
                row.getString("state").equals(INDEXED)
                        ? Optional.of(lines(
                                Optional.ofNullable(row.getString("last_error")).orElse("")))
                        : Optional.empty(),
                moves(row, "moves"),
                moves(row, "leftovers"));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static RenameJournal moves(ResultSet row, String column) throws SQLException {
        return RenameJournal.of(Optional.ofNullable(row.getString(column)).orElse(""));
    }

    /** Holds on to an archive; false if another importer has it now. */
    public boolean renew(Claim claim, String step, Duration lease) {
        return update(
                claim,
                "set lease_until = now() + ? * interval '1 millisecond', step = ?, updated_at = now()",
                statement -> {
                    statement.setLong(1, lease.toMillis());
                    statement.setString(2, step);
                    return 2;
                });
    }

    /**
     * Writes down what will be moved out of the way.
     *
     * @throws LostClaimException if another importer has the archive now
     */
    public void plan(Claim claim, RenameJournal moves) {
        boolean ours = update(claim, "set moves = ?, updated_at = now()", statement -> {
            statement.setString(1, moves.text());
            return 1;
        });
        if (!ours) {
            throw new LostClaimException(claim);
        }
    }

    /**
     * Marks an archive as indexed, in the transaction that wrote the recording; until that ends, nobody else can claim it.
     *
     * @param failures what of it could not be imported
     * @throws LostClaimException if another importer has the archive now
     */
    public void indexed(Claim claim, List<String> failures) {
        boolean ours = update(
                claim,
                "set state = 'indexed', last_error = ?, leftovers = moves, moves = null, updated_at = now()",
                statement -> {
                    statement.setString(1, String.join("\n", failures));
                    return 1;
                });
        if (!ours) {
            throw new LostClaimException(claim);
        }
    }

    /** Puts files back. */
    @FunctionalInterface
    public interface Rollback {
        void run() throws IOException;
    }

    /**
     * Whether the database has what this claim wrote. If not, what it has moved is put back, while nobody else can claim
     * the archive: an importer that was suspended and has lost it must not touch what its successor has stored.
     *
     * @throws LostClaimException if another importer has the archive now; nothing is put back
     * @throws IOException if the files cannot be put back
     */
    public boolean isIndexed(Claim claim, Rollback otherwise) throws IOException {
        try {
            return transactions.executeWrite(_ -> {
                boolean indexed = lock(claim).equals(INDEXED);
                if (!indexed) {
                    runUnchecked(otherwise);
                }
                return indexed;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String lock(Claim claim) {
        return database.prepareStatement(
                "select state from recording_imports where archive = ? and owner = ? and fence = ? for update",
                statement -> {
                    bind(statement, 0, claim);
                    try (ResultSet row = statement.executeQuery()) {
                        if (!row.next()) {
                            throw new LostClaimException(claim);
                        }
                        return row.getString(1);
                    }
                });
    }

    private static void runUnchecked(Rollback rollback) {
        try {
            rollback.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was moved out of the way is back at its place, or gone. */
    public void tidied(Claim claim) {
        update(claim, "set moves = null, leftovers = null, updated_at = now()", _ -> 0);
    }

    /** Gives an archive back for another attempt after a pause. An attempt that does not count is as if it never was. */
    public void postpone(Claim claim, String reason, Duration pause, boolean counts) {
        update(
                claim,
                "set state = 'waiting', owner = null, lease_until = null,"
                        + " attempts = attempts - ?, last_error = ?,"
                        + " next_attempt_at = now() + ? * interval '1 millisecond', updated_at = now()",
                statement -> {
                    statement.setInt(1, counts ? 0 : 1);
                    statement.setString(2, reason);
                    statement.setLong(3, pause.toMillis());
                    return 3;
                });
    }

    /** Archives that nobody works on. */
    public List<String> idle() {
        return transactions.executeRead(_ -> database.prepareStatement(
                "select archive from recording_imports where coalesce(lease_until, 'epoch') <= now()", statement -> {
                    List<String> archives = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            archives.add(row.getString(1));
                        }
                    }
                    return archives;
                }));
    }

    /** The archive is gone from the spool. */
    public void finish(Claim claim) {
        transactions.executeWrite(_ -> database.prepareStatement(
                "delete from recording_imports where archive = ? and owner = ? and fence = ?", statement -> {
                    bind(statement, 0, claim);
                    return statement.executeUpdate();
                }));
    }

    @FunctionalInterface
    private interface Binder {
        int bind(PreparedStatement statement) throws SQLException;
    }

    private boolean update(Claim claim, String set, Binder binder) {
        return transactions.executeWrite(_ -> database.prepareStatement(
                "update recording_imports " + set + " where archive = ? and owner = ? and fence = ?", statement -> {
                    bind(statement, binder.bind(statement), claim);
                    return statement.executeUpdate() == 1;
                }));
    }

    private void bind(PreparedStatement statement, int before, Claim claim) throws SQLException {
        statement.setString(before + 1, claim.archive());
        statement.setString(before + 2, owner);
        statement.setLong(before + 3, claim.fence());
    }
}
