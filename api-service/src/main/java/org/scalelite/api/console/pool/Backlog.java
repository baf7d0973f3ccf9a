package org.scalelite.api.console.pool;

/**
 * What waits for an operator in PostgreSQL.
 *
 * @param known whether PostgreSQL answered
 * @param failedImports archives that were given up
 * @param deadCallbacks callbacks that were given up
 */
public record Backlog(boolean known, long failedImports, long deadCallbacks) {}
