package org.scalelite.common.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.redis.RedisStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that Redis accepts writes, and that PostgreSQL answers and has the schema of this version. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private static final int SECONDS = 2;

    private final RedisStore redis;
    private final Optional<DataSource> database;
    private final Optional<SchemaMigration> schema;

    /**
     * The stores of a service.
     *
     * @param database empty if the service does not use it
     * @param schema empty without a database
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public StoreHealth(RedisStore redis, Optional<DataSource> database, Optional<SchemaMigration> schema) {
        this.redis = redis;
        this.database = database;
        this.schema = schema;
    }

    /** One sentence for each store with a problem; empty if there is none. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!redis.takesWrites()) {
            problems.add("Redis does not take writes");
        }
        if (!database.map(StoreHealth::answers).orElse(true)) {
            problems.add("PostgreSQL does not answer");
        } else if (!schema.map(SchemaMigration::isCurrent).orElse(true)) {
            problems.add("the tables in PostgreSQL are not up to date (change sets are pending)");
        }
        return problems;
    }

    /** Whether the service uses PostgreSQL. */
    public boolean hasDatabase() {
        return database.isPresent();
    }

    /** Whether PostgreSQL answers. */
    public boolean isDatabaseUp() {
        return database.map(StoreHealth::answers).orElse(false);
    }

    private static boolean answers(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            LOG.debug("PostgreSQL check failed", e);
            return false;
        }
    }
}
