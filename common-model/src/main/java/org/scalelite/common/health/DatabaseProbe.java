package org.scalelite.common.health;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.Schema;

/** A read-only connection to PostgreSQL; each query has a timeout. */
public final class DatabaseProbe implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);
    private static final int ROUND_TRIPS = 3;

    private static final String STATE = "select current_setting('server_version'), pg_is_in_recovery(),"
            + " current_setting('transaction_read_only') = 'on',"
            + " (select count(*) from pg_stat_activity where backend_type = 'client backend'),"
            + " current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int";

    private final Connection connection;

    private DatabaseProbe(Connection connection) {
        this.connection = connection;
    }

    /** A query or the connection failed. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(SQLException cause) {
            super(cause.getMessage(), cause);
        }

        /** The SQLSTATE; empty without an answer. */
        public Optional<String> state() {
            return getCause() instanceof SQLException sql ? Optional.ofNullable(sql.getSQLState()) : Optional.empty();
        }
    }

    /** Connects as the services do. */
    public static DatabaseProbe open(DatabaseConfig config) throws RefusedException {
        try {
            return new DatabaseProbe(
                    DriverManager.getConnection(config.jdbcUrl(), config.unpooled(CONNECT_TIMEOUT, QUERY_TIMEOUT)));
        } catch (SQLException e) {
            throw new RefusedException(e);
        }
    }

    /** The state of PostgreSQL. */
    public DatabaseInfo info() throws RefusedException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            return new DatabaseInfo(
                    row.getString(1),
                    roundTrip(),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getInt(4),
                    row.getInt(5),
                    Schema.state(connection));
        } catch (SQLException e) {
            throw new RefusedException(e);
        }
    }

    private Duration roundTrip() throws RefusedException {
        LongStream.Builder times = LongStream.builder();
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long start = System.nanoTime();
            now();
            times.add(System.nanoTime() - start);
        }
        return Duration.ofNanos(times.build().min().orElseThrow());
    }

    /** The time by the clock of PostgreSQL. */
    public Instant now() throws RefusedException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")) {
            row.next();
            return Instant.EPOCH.plusNanos(row.getLong(1) * 1_000);
        } catch (SQLException e) {
            throw new RefusedException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // The connection is discarded anyway.
        }
    }

    /**
     * The state of PostgreSQL.
     *
     * @param roundTrip minimum of several measurements
     * @param inRecovery whether it is a standby
     * @param readOnly whether transactions are read-only
     * @param connections open connections
     * @param maxConnections without those reserved for the superuser
     */
    public record DatabaseInfo(
            String version,
            Duration roundTrip,
            boolean inRecovery,
            boolean readOnly,
            int connections,
            int maxConnections,
            Schema.State schema) {}
}
