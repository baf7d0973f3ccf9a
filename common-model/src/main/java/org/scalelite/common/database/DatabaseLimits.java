package org.scalelite.common.database;

import java.time.Duration;

/**
 * Timeouts of statements, locks and transactions. PostgreSQL has to stop a statement before the client gives up: a client
 * that closes its connection leaves the statement running.
 *
 * @param answer how long the client waits for an answer
 */
record DatabaseLimits(Duration answer) {
    private static final Duration OF_SERVICE = Duration.ofSeconds(15);
    private static final Duration LOCK = Duration.ofSeconds(10);
    /** Files are moved while their row is locked. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(10);

    private static final double STATEMENT_SHARE = 0.8;

    static DatabaseLimits ofService() {
        return new DatabaseLimits(OF_SERVICE);
    }

    /** The statements that set them: {@code set} for a session, {@code set local} for a transaction. */
    String set(String keyword) {
        return "%1$s statement_timeout = %2$d; %1$s lock_timeout = %3$d; %1$s idle_in_transaction_session_timeout = %4$d"
                .formatted(
                        keyword,
                        Math.round(answer.toMillis() * STATEMENT_SHARE),
                        LOCK.toMillis(),
                        IDLE_IN_TRANSACTION.toMillis());
    }
}
