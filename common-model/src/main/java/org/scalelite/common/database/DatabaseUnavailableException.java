package org.scalelite.common.database;

import org.scalelite.common.logging.Causes;

/** PostgreSQL did not answer, or not in time. It may have executed the statement. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(Throwable cause) {
        super("PostgreSQL does not answer: " + Causes.root(cause).getMessage(), cause);
    }
}
