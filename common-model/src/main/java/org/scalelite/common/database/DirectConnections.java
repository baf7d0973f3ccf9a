package org.scalelite.common.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.scalelite.common.database.DatabaseAccess.Work;

/**
 * Connections that are opened when they are needed and closed after it; each transaction has one.
 *
 * @param connect how long it may take to get one
 * @param answer how long PostgreSQL may be silent. The driver leaves an attempt to connect that took too long to a thread of its
 *     own, which ends after this time
 */
record DirectConnections(DatabaseConfig config, Duration connect, Duration answer) implements Connections {

    @Override
    public <T> T read(Work<T> work) {
        try (Connection connection = open()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw DatabaseAccess.failed(e);
        }
    }

    @Override
    public <T> T change(Work<T> work) {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            // A connection that is closed before the commit rolls back.
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw DatabaseAccess.failed(e);
        }
    }

    @Override
    public boolean renew() {
        return true;
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(config.jdbcUrl(), config.unpooled(connect, answer));
    }
}
