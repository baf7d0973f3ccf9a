package org.scalelite.api.console.page;

import java.util.List;
import java.util.Optional;
import org.scalelite.api.console.pool.Sparkline;
import org.scalelite.api.operator.Backlog;
import org.scalelite.api.operator.PoolReader.Pool;

/**
 * The servers of the pool.
 *
 * @param lastHour users of the pool
 * @param backlog empty while PostgreSQL does not answer
 * @param stale whether Redis is unavailable, and this is what was there before
 * @param text filter of the page
 * @param state filter of the page
 * @param stream address of its updates
 */
public record PoolPage(
        Frame frame,
        Pool totals,
        Sparkline lastHour,
        Optional<Backlog> backlog,
        boolean stale,
        String readAt,
        List<ServerRow> rows,
        List<Column> columns,
        String text,
        String state,
        String sort,
        String stream) {
    /** What the filter offers. */
    private static final List<String> STATES =
            List.of("enabled", "cordoned", "disabled", "healthy", "slow_start", "suspect", "offline", "released");

    public PoolPage {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /**
     * A column of the table.
     *
     * @param link the page in the order of the column
     * @param order value of aria-sort
     */
    public record Column(String label, String link, String order, boolean isNumber) {}

    public List<String> states() {
        return STATES;
    }
}
