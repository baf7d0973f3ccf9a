package org.scalelite.api.operator;

import java.util.Map;

/**
 * Work that waits in PostgreSQL.
 *
 * @param queuedImports archives that are being imported, or wait for an attempt
 * @param failedImports archives that were given up
 * @param pendingCallbacks callbacks to be delivered
 * @param deadCallbacks callbacks that were given up
 */
public record Backlog(long queuedImports, long failedImports, long pendingCallbacks, long deadCallbacks) {
    static final Backlog NONE = new Backlog(0, 0, 0, 0);

    /** From the numbers by state of {@link BacklogRepository}. */
    static Backlog of(Map<String, Long> archives, Map<String, Long> callbacks) {
        return new Backlog(
                count(archives, "running") + count(archives, "waiting"),
                count(archives, "failed"),
                count(callbacks, "pending"),
                count(callbacks, "dead"));
    }

    private static long count(Map<String, Long> counts, String state) {
        return counts.getOrDefault(state, 0L);
    }
}
