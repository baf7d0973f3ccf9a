package org.scalelite.common.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.redis.RedisStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis takes a write and PostgreSQL answers. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private static final int SECONDS = 2;

    private final RedisStore redis;
    private final Optional<DataSource> database;

    /**
     * The stores of a service.
     *
     * @param database empty where the service does without
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public StoreHealth(RedisStore redis, Optional<DataSource> database) {
        this.redis = redis;
        this.database = database;
    }

    /** What is wrong, a sentence for each store; empty if all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!redis.takesWrites()) {
            problems.add("Redis does not take writes");
        }
        if (!database.map(StoreHealth::answers).orElse(true)) {
            problems.add("PostgreSQL does not answer");
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
