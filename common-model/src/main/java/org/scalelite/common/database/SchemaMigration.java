package org.scalelite.common.database;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the tables when a service starts, or in the background as soon as PostgreSQL answers.
 */
public final class SchemaMigration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Schema schema;
    private final Worker retries = Worker.every(PAUSE, "schema", this::retry);
    private volatile boolean current;

    /** The migration of this database; nothing happens before {@link #start}. */
    public SchemaMigration(DataSource database) {
        this.schema = new Schema(database);
    }

    /**
     * Migrates the tables now, or in the background once PostgreSQL answers.
     *
     * @throws ConfigurationException if a newer version of the suite has changed them
     */
    public void start() {
        if (!attempt()) {
            retries.startAfter(PAUSE);
        }
    }

    /** Whether the tables are known to be as this version needs them. */
    public boolean isCurrent() {
        return current;
    }

    /** Tries once; whether the tables are up to date after it. */
    private boolean attempt() {
        try {
            schema.migrate();
            current = true;
        } catch (SQLException e) {
            LOG.warn("PostgreSQL cannot be prepared yet: {}", e.getMessage());
            LOG.debug("PostgreSQL cannot be prepared yet", e);
        }
        return current;
    }

    private void retry() {
        try {
            if (attempt()) {
                retries.close();
            }
        } catch (ConfigurationException e) {
            e.problems().forEach(LOG::error);
            System.exit(1);
        }
    }

    @Override
    public void close() {
        retries.close();
    }
}
