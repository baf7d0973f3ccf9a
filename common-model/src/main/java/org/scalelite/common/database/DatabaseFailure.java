package org.scalelite.common.database;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scalelite.common.logging.Causes;

/** Tells an unavailable or busy PostgreSQL from one that refuses a statement. */
public final class DatabaseFailure {
    /**
     * Classes of SQL states: connection, transaction rolled back, resources, lock not available, operator intervention,
     * system error.
     */
    private static final Set<String> TRANSIENT = Set.of("08", "40", "53", "55", "57", "58");

    /** Classes of SQL states: data exception, integrity constraint violation. */
    private static final Set<String> DATA = Set.of("22", "23");

    /** A change was sent to a PostgreSQL that is a standby, or otherwise read-only. */
    private static final String READ_ONLY = "25006";

    private static final int CLASS = 2;

    private DatabaseFailure() {}

    /** Whether the same call may succeed later. */
    public static boolean isTransient(Throwable failure) {
        return Causes.of(failure).stream()
                        .anyMatch(cause -> cause instanceof SQLTransientException
                                || cause instanceof SQLRecoverableException
                                || cause instanceof ConnectionException)
                || isReadOnly(failure)
                || hasClass(failure, TRANSIENT);
    }

    /** Whether PostgreSQL only takes reads at present. */
    static boolean isReadOnly(Throwable failure) {
        return sqlState(failure).equals(Optional.of(READ_ONLY));
    }

    /** Whether PostgreSQL refuses the values, now and later. */
    public static boolean isRefusedData(Throwable failure) {
        return hasClass(failure, DATA);
    }

    private static boolean hasClass(Throwable failure, Set<String> classes) {
        return sqlState(failure)
                .filter(state -> state.length() >= CLASS && classes.contains(state.substring(0, CLASS)))
                .isPresent();
    }

    private static Optional<String> sqlState(Throwable failure) {
        return Causes.of(failure).stream()
                .filter(SQLException.class::isInstance)
                .flatMap(cause -> Stream.ofNullable(((SQLException) cause).getSQLState()))
                .findFirst();
    }
}
