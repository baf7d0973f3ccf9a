package org.scalelite.common.database;

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
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(15);
    private static final Duration LOCK_DEADLINE = Duration.ofSeconds(10);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connections connections;
    private final Duration answerDeadline;

    @Inject
    DatabaseAccess(ConnectionOperations<Connection> connections, TransactionOperations<Connection> transactions) {
        this(new ManagedConnections(connections, transactions), ANSWER_DEADLINE);
    }

    private DatabaseAccess(Connections connections, Duration answerDeadline) {
        this.connections = connections;
        this.answerDeadline = answerDeadline;
    }

    /**
     * PostgreSQL for a command: a connection for each call of {@link #read} and {@link #change}. A pool, and the container
     * that makes one, take longer to start than most commands last.
     */
    public static DatabaseAccess direct(DatabaseConfig config) {
        return new DatabaseAccess(
                new DirectConnections(config, DatabaseConfig.CONNECT_TIMEOUT, DatabaseConfig.ANSWER_TIMEOUT),
                ANSWER_DEADLINE);
    }

    /**
     * The same for whoever can do without PostgreSQL, and rather tries again than waits.
     *
     * @param patience in whole seconds; how long it may take to get a connection, and each answer
     */
    public static DatabaseAccess direct(DatabaseConfig config, Duration patience) {
        return new DatabaseAccess(new DirectConnections(config, patience, patience), patience);
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
     * @throws DatabaseAwayException if PostgreSQL does not answer
     */
    public <T> T read(Work<T> work) {
        return guarded(() -> connections.read(connection -> in(connection, work)));
    }

    /**
     * Changes all or nothing, within the transaction that is under way if there is one.
     *
     * @throws DatabaseAwayException if PostgreSQL does not answer, or a lock is not to be had
     */
    public <T> T change(Work<T> work) {
        return guarded(() -> connections.change(connection -> in(connection, _ -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = " + LOCK_DEADLINE.toMillis());
            }
            return work.in(connection);
        })));
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
        connection.setNetworkTimeout(Runnable::run, (int) answerDeadline.toMillis());
        return work.in(connection);
    }

    private static <T> T guarded(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (RuntimeException e) {
            if (isAway(e)) {
                throw new DatabaseAwayException(e);
            }
            throw e;
        }
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ConnectionException
                || sqlFailure(failure).filter(DatabaseAccess::isAway).isPresent();
    }

    private static boolean isAway(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        // 08: the connection; 57: told to stop; 53: no room for us.
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.equals(LOCK_NOT_AVAILABLE);
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
