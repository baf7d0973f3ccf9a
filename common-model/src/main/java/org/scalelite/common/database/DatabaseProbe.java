package org.scalelite.common.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Whether PostgreSQL answers, for a command that does nothing else with it. */
public final class DatabaseProbe {
    private static final int SECONDS = 5;

    private DatabaseProbe() {}

    /** What is wrong; empty if it answers. */
    public static Optional<String> problem(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("loginTimeout", String.valueOf(SECONDS));
        properties.setProperty("connectTimeout", String.valueOf(SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(SECONDS));
        try (Connection connection = DriverManager.getConnection(config.jdbcUrl(), properties)) {
            return connection.isValid(SECONDS) ? Optional.empty() : Optional.of("PostgreSQL does not answer");
        } catch (SQLException e) {
            return Optional.of("PostgreSQL does not answer (%s): check DATABASE_URL and that PostgreSQL runs"
                    .formatted(e.getMessage()));
        }
    }
}
