package org.scalelite.common.database;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Transactions that end: each answer of PostgreSQL has a deadline, and each lock has one. */
@Singleton
@Requires(beans = DataSource.class)
public final class DatabaseAccess {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connections connections;
    private final DatabaseLimits limits;

    /** Where the limits come from. */
    private final Session session;

    private enum Session {
        /** They are set when a connection is made, and stay. */
        LIMITED,
        /** Nothing is set: changes set them for their transaction. */
        BARE,
        /** What is set stays with a connection that others get: everything is a transaction, which sets them for itself. */
        SHARED
    }

    @Inject
    DatabaseAccess(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            DataSource pool,
            @Property(name = DatabaseConfig.SESSIONS, defaultValue = "true") boolean sessions) {
        this(
                new ManagedConnections(connections, transactions, pool),
                DatabaseLimits.ofService(),
                sessions ? Session.LIMITED : Session.SHARED);
    }

    private DatabaseAccess(Connections connections, DatabaseLimits limits, Session session) {
        this.connections = connections;
        this.limits = limits;
        this.session = session;
    }

    /**
     * PostgreSQL for a command: a connection for each call of {@link #read} and {@link #change}. A pool, and the container
     * that makes one, take longer to start than most commands last.
     */
    public static DatabaseAccess direct(DatabaseConfig config) {
        return new DatabaseAccess(
                new DirectConnections(config, DatabaseConfig.CONNECT_TIMEOUT, DatabaseConfig.ANSWER_TIMEOUT),
                DatabaseLimits.ofService(),
                config.sessions() ? Session.BARE : Session.SHARED);
    }

    /**
     * The same for whoever can do without PostgreSQL, and rather tries again than waits.
     *
     * @param timeout in whole seconds; how long it may take to get a connection, and each answer
     */
    public static DatabaseAccess direct(DatabaseConfig config, Duration timeout) {
        return new DatabaseAccess(
                new DirectConnections(config, timeout, timeout),
                new DatabaseLimits(timeout),
                config.sessions() ? Session.BARE : Session.SHARED);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    public interface Statements<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /**
     * Reads, within the transaction that is under way if there is one; else each statement stands for itself, which saves
     * the round trip that ends a transaction.
     *
     * @throws DatabaseUnavailableException if PostgreSQL does not answer
     */
    public <T> T read(Work<T> work) {
        return session == Session.SHARED
                ? change(work)
                : guarded(() -> connections.read(connection -> in(connection, work)));
    }

    /**
     * Changes all or nothing, within the transaction that is under way if there is one. It is done once more over a new
     * connection if the first one leads to a PostgreSQL that only lets us read, as one does that is no primary any more:
     * nothing can have been changed there.
     *
     * @throws DatabaseUnavailableException if PostgreSQL does not answer, takes no changes, or a lock is not to be had
     */
    public <T> T change(Work<T> work) {
        return guarded(() -> {
            try {
                return transaction(work);
            } catch (RuntimeException e) {
                if (!isReadOnly(e) || !connections.renew()) {
                    throw e;
                }
                return again(work, e);
            }
        });
    }

    private <T> T again(Work<T> work, RuntimeException first) {
        try {
            return transaction(work);
        } catch (RuntimeException second) {
            first.addSuppressed(second);
            throw first;
        }
    }

    private <T> T transaction(Work<T> work) {
        return connections.change(connection -> in(connection, _ -> {
            if (session != Session.LIMITED) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(limits.set("set local"));
                }
            }
            return work.in(connection);
        }));
    }

    private static boolean isReadOnly(RuntimeException failure) {
        return sqlFailure(failure)
                .filter(sql -> DatabaseFailure.READ_ONLY.equals(sql.getSQLState()))
                .isPresent();
    }

    /** Runs one statement of a transaction. */
    public static <T> T prepared(Connection connection, String sql, Statements<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        }
    }

    /** What a failure becomes where no {@link SQLException} may be thrown; it ends the transaction. */
    public static RuntimeException failed(SQLException failure) {
        return new FailedException(failure);
    }

    private <T> T in(Connection connection, Work<T> work) throws SQLException {
        // The pool puts its own limit back when it gets the connection back.
        connection.setNetworkTimeout(Runnable::run, (int) limits.answer().toMillis());
        return work.in(connection);
    }

    private static <T> T guarded(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (RuntimeException e) {
            if (isUnavailable(e)) {
                throw new DatabaseUnavailableException(e);
            }
            throw e;
        }
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ConnectionException
                || sqlFailure(failure).filter(DatabaseAccess::isUnavailable).isPresent();
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        // 08: the connection; 57: told to stop; 53: no room for us.
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.equals(LOCK_NOT_AVAILABLE)
                || state.equals(DatabaseFailure.READ_ONLY);
    }

    private static Optional<SQLException> sqlFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** Carries a failure through the transaction, which it rolls back. */
    private static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
