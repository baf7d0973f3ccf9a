package org.scalelite.common.database;

import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Surrounds the calls of repositories. A call within another one's connection is part of that one. */
@Singleton
@InterceptorBean(PostgresRepository.class)
@Requires(beans = DataSource.class)
final class RepositoryInterceptor implements MethodInterceptor<Object, Object> {
    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final ConnectionRenewal renewal;
    private final String transactionSettings;

    RepositoryInterceptor(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            ConnectionRenewal renewal,
            @Property(name = DatabaseConfig.TRANSACTION_SETTINGS, defaultValue = "") String transactionSettings) {
        this.connections = connections;
        this.transactions = transactions;
        this.renewal = renewal;
        this.transactionSettings = transactionSettings;
    }

    /** Outside of transactions, so that a repeated call begins a new one. */
    @Override
    public int getOrder() {
        return InterceptPhase.RETRY.getPosition();
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        if (connections.findConnectionStatus().isPresent()) {
            return call.proceed();
        }
        try {
            return repeatedAfterFailover(call);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DatabaseFailure.isTransient(e) ? new DatabaseUnavailableException(e) : e;
        }
    }

    /** A PostgreSQL that is no primary any more has changed nothing, so the call can be repeated on a new connection. */
    private @Nullable Object repeatedAfterFailover(MethodInvocationContext<Object, Object> call) {
        try {
            return run(call);
        } catch (DatabaseUnavailableException e) {
            // A call within this one was repeated already.
            throw e;
        } catch (RuntimeException first) {
            if (!DatabaseFailure.isReadOnly(first) || !renewal.renew()) {
                throw first;
            }
            try {
                return run(call);
            } catch (RuntimeException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    /** Behind a pooler, settings of a session stay with a connection that others get: each transaction sets its own. */
    private @Nullable Object run(MethodInvocationContext<Object, Object> call) {
        if (transactionSettings.isEmpty()) {
            return call.proceed(this);
        }
        return transactions.executeWrite(transaction -> {
            try (Statement statement = transaction.getConnection().createStatement()) {
                statement.execute(transactionSettings);
            } catch (SQLException e) {
                throw new DataAccessException("Cannot set the limits of a transaction: " + e.getMessage(), e);
            }
            return call.proceed(this);
        });
    }
}
