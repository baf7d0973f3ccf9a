package org.scalelite.common.database;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import org.scalelite.common.database.DatabaseAccess.Work;

/** The container's connections and transactions. */
record ManagedConnections(ConnectionOperations<Connection> connections, TransactionOperations<Connection> transactions)
        implements Connections {

    @Override
    public <T> T read(Work<T> work) {
        return connections.execute(ConnectionDefinition.DEFAULT, status -> in(status.getConnection(), work));
    }

    @Override
    public <T> T change(Work<T> work) {
        return transactions.executeWrite(status -> in(status.getConnection(), work));
    }

    private static <T> T in(Connection connection, Work<T> work) {
        try {
            return work.in(connection);
        } catch (SQLException e) {
            throw DatabaseAccess.failed(e);
        }
    }
}
