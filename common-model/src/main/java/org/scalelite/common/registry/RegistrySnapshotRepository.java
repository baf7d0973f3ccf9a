package org.scalelite.common.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.database.Schema;

/** The snapshots of servers and tenants in PostgreSQL, one for each namespace of Redis. */
public final class RegistrySnapshotRepository {
    /** A key of PostgreSQL's advisory locks: goes with the transaction, so nobody who dies keeps it. */
    private static final long LOCK = 0x52_45_47_49_53_54_52_59L;

    /** Redis is asked under the lock; whoever hangs there loses it. */
    private static final Duration IDLE_DEADLINE = Duration.ofSeconds(10);

    private static final String FIND = "select mark, document, saved_at,"
            + " extract(epoch from now() - confirmed_at)::bigint as unconfirmed from registry_snapshots"
            + " where namespace = ?";

    private static final String REPLACE = """
            insert into registry_snapshots as kept (namespace, mark, document) values (?, ?, ?)
            on conflict (namespace) do update set
                mark = excluded.mark, document = excluded.document, saved_at = now(), confirmed_at = now(),
                earlier_document = case when ? then kept.document else kept.earlier_document end,
                earlier_saved_at = case when ? then kept.saved_at else kept.earlier_saved_at end
            """;

    private static final String CONFIRM = "update registry_snapshots set confirmed_at = now() where namespace = ?";
    private static final String RESTORED = "update registry_snapshots set restored_at = now() where namespace = ?";

    private final DatabaseAccess database;
    private final String namespace;

    /**
     * Over this database.
     *
     * @param namespace of the keys in Redis
     */
    public RegistrySnapshotRepository(DatabaseAccess database, String namespace) {
        this.database = database;
        this.namespace = namespace;
    }

    /**
     * A snapshot that is kept.
     *
     * @param unconfirmed how long ago it was last found to be what Redis has
     */
    record Kept(String generationId, RegistrySnapshot content, Instant savedAt, Duration unconfirmed) {}

    /** What becomes of a snapshot. */
    sealed interface Change {
        /** There is none, and nothing to make one of. */
        record Nothing() implements Change {}

        /** It stays: Redis has lost everything while it was looked at. */
        record LostMeanwhile() implements Change {}

        /** It is what Redis has. */
        record Confirmed() implements Change {}

        /** Redis has got it back. */
        record Restored(LiveRegistry.Restored counts, Instant savedAt) implements Change {}

        /**
         * Redis has something else.
         *
         * @param earlierIsKept whether what was kept is another Redis', and is to be found further on
         */
        record Replaced(LiveRegistry.Copy copy, boolean earlierIsKept) implements Change {}
    }

    /** What a person may want to know of a snapshot. */
    public record Standing(int servers, int tenants, Duration unconfirmed) {}

    /** What there is of a snapshot, if there is one. */
    public Optional<Standing> standing() {
        return database.read(this::find)
                .map(kept -> new Standing(
                        kept.content().servers().size(),
                        kept.content().tenants().size(),
                        kept.unconfirmed()));
    }

    /**
     * Whether the tables are as this version needs them.
     *
     * @throws org.scalelite.common.config.ConfigurationException if a newer version of the suite has changed them
     */
    boolean isPrepared() {
        return database.read(Schema::isCurrent);
    }

    /**
     * Lets somebody decide what becomes of the snapshot while nobody else does. Redis is to be read by the decision: who
     * writes later then has read later, so that nothing old takes the place of something newer.
     *
     * @return what was decided; empty if somebody else is at it
     */
    Optional<Change> decide(Function<Optional<Kept>, Change> decision) {
        return database.change(connection -> {
            if (!lock(connection)) {
                return Optional.empty();
            }
            Change change = decision.apply(find(connection));
            switch (change) {
                case Change.Nothing _, Change.LostMeanwhile _ -> {}
                case Change.Confirmed _ -> generationId(connection, CONFIRM);
                case Change.Restored _ -> generationId(connection, RESTORED);
                case Change.Replaced replaced -> replace(connection, replaced);
            }
            return Optional.of(change);
        });
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local idle_in_transaction_session_timeout = " + IDLE_DEADLINE.toMillis());
        }
        return DatabaseAccess.prepared(connection, "select pg_try_advisory_xact_lock(?)", statement -> {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private Optional<Kept> find(Connection connection) throws SQLException {
        return DatabaseAccess.prepared(connection, FIND, statement -> {
            statement.setString(1, namespace);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(kept(row)) : Optional.empty();
            }
        });
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("mark"),
                RegistrySnapshot.parse(row.getString("document")),
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                Duration.ofSeconds(row.getLong("unconfirmed")));
    }

    private void generationId(Connection connection, String sql) throws SQLException {
        DatabaseAccess.prepared(connection, sql, statement -> {
            statement.setString(1, namespace);
            return statement.executeUpdate();
        });
    }

    private void replace(Connection connection, Change.Replaced change) throws SQLException {
        DatabaseAccess.prepared(connection, REPLACE, statement -> {
            statement.setString(1, namespace);
            statement.setString(2, change.copy().generationId());
            statement.setString(3, change.copy().content().document());
            statement.setBoolean(4, change.earlierIsKept());
            statement.setBoolean(5, change.earlierIsKept());
            return statement.executeUpdate();
        });
    }
}
