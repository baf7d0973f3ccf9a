package org.scalelite.common.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container's connections and transactions. */
final class ManagedConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);
    /** A PostgreSQL that stays read-only must not cost each change a new pool. */
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(1);

    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final DataSource pool;
    private final AtomicLong renewedNanos = new AtomicLong(System.nanoTime() - RENEWAL_PAUSE.toNanos());

    ManagedConnections(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            DataSource pool) {
        this.connections = connections;
        this.transactions = transactions;
        this.pool = pool;
    }

    @Override
    public <T> T read(Work<T> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, status -> in(status.getConnection(), work));
    }

    @Override
    public <T> T change(Work<T> work) {
        return transactions.executeWrite(status -> in(status.getConnection(), work));
    }

    @Override
    public boolean renew() {
        long last = renewedNanos.get();
        long now = System.nanoTime();
        if (now - last < RENEWAL_PAUSE.toNanos() || !renewedNanos.compareAndSet(last, now)) {
            // Others have just had it done: the next connection is a new one.
            return true;
        }
        try {
            Optional<HikariPoolMXBean> open =
                    Optional.ofNullable(pool.unwrap(HikariDataSource.class).getHikariPoolMXBean());
            open.ifPresent(HikariPoolMXBean::softEvictConnections);
            LOG.warn("PostgreSQL is read-only where the connections lead; making new ones");
            return open.isPresent();
        } catch (SQLException e) {
            LOG.debug("This pool cannot be renewed", e);
            return false;
        }
    }

    private static <T> T in(Connection connection, Work<T> work) {
        try {
            return work.in(connection);
        } catch (SQLException e) {
            throw DatabaseAccess.failed(e);
        }
    }
}
