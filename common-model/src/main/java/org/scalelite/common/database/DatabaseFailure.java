package org.scalelite.common.database;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a database that is unavailable, or busy, from one that refuses what it is given. */
public final class DatabaseFailure {
    /** Classes of SQL states: connection, resources, transaction rolled back, operator intervention, system error. */
    private static final Set<String> PASSING = Set.of("08", "53", "40", "55", "57", "58");

    /** A change was sent to a PostgreSQL that only lets us read: no primary any more, or none yet. */
    static final String READ_ONLY = "25006";

    private DatabaseFailure() {}

    /** Whether the same call may succeed later. */
    public static boolean isPassing(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().equals(READ_ONLY)
                        || (sql.getSQLState().length() >= 2
                                && PASSING.contains(sql.getSQLState().substring(0, 2)));
            }
        }
        return false;
    }
}
