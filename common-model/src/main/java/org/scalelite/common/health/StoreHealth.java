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

/** Whether Redis takes a write, and PostgreSQL answers and has the tables that this version needs. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private static final int SECONDS = 2;

    private final RedisStore redis;
    private final Optional<DataSource> database;
    private final Optional<SchemaMigration> schema;

    /**
     * The stores of a service.
     *
     * @param database empty where the service does without
     * @param schema empty where there is no database
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public StoreHealth(RedisStore redis, Optional<DataSource> database, Optional<SchemaMigration> schema) {
        this.redis = redis;
        this.database = database;
        this.schema = schema;
    }

    /** What is wrong, a sentence for each store; empty if all is well. */
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

    private static boolean answers(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            LOG.debug("PostgreSQL is not well", e);
            return false;
        }
    }
}
