package org.scalelite.common.database;

/** PostgreSQL did not answer, or not in time. It may have executed the statement. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(Throwable cause) {
        super("PostgreSQL does not answer: " + innermost(cause).getMessage(), cause);
    }

    private static Throwable innermost(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
