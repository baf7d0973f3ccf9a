package org.scalelite.common.database;

import java.time.Duration;

/**
 * How long PostgreSQL may be busy for us. It has to stop before the client does: the client only goes away, and leaves a
 * statement running that nobody waits for any more.
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
