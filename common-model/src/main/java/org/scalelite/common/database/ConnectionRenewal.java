package org.scalelite.common.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces the connections of the pool after a failover. */
@Singleton
@Requires(beans = DataSource.class)
final class ConnectionRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRenewal.class);

    /** A PostgreSQL that stays read-only must not cost each change a new pool. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource pool;
    private final AtomicLong renewedNanos = new AtomicLong(System.nanoTime() - PAUSE.toNanos());

    ConnectionRenewal(DataSource pool) {
        this.pool = pool;
    }

    /** Closes the connections of the pool after their use; false if it has not been opened. */
    boolean renew() {
        long last = renewedNanos.get();
        long now = System.nanoTime();
        if (now - last < PAUSE.toNanos() || !renewedNanos.compareAndSet(last, now)) {
            // Another call has just done it: the next connection is a new one.
            return true;
        }
        try {
            Optional<HikariPoolMXBean> open =
                    Optional.ofNullable(pool.unwrap(HikariDataSource.class).getHikariPoolMXBean());
            open.ifPresent(HikariPoolMXBean::softEvictConnections);
            LOG.warn("PostgreSQL is read-only on the present connections; opening new ones");
            return open.isPresent();
        } catch (SQLException e) {
            LOG.debug("The connections of this pool cannot be replaced", e);
            return false;
        }
    }
}
