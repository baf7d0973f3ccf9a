package org.scalelite.api.console.history;

import java.util.List;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.operator.PoolReader.PoolEvent;

/**
 * The newest events of servers.
 *
 * @param server filter of the page
 * @param kind filter of the page
 */
public record EventsPage(Frame frame, String server, String kind, List<Row> rows) {
    /** What the filter offers. */
    private static final List<String> KINDS = List.of(
            "healthy",
            "suspect",
            "offline",
            "released",
            "slow_start",
            "meeting_released",
            "meeting_adopted",
            "meeting_ended",
            "split",
            "creates_failing",
            "creates_working");

    public EventsPage {
        rows = List.copyOf(rows);
    }

    public List<String> kinds() {
        return KINDS;
    }

    /** An event. */
    public record Row(String at, String host, String serverLink, String kind, String detail) {
        public static Row of(PoolEvent event, PoolSnapshot pool) {
            return new Row(
                    event.event().at().toString(),
                    pool.find(event.server())
                            .map(facts -> ServerRow.hostOf(facts.server()))
                            .orElseGet(() -> event.server().value()),
                    Link.server(event.server().value()),
                    event.event().kind().replace('_', ' '),
                    event.event().detail());
        }
    }
}
