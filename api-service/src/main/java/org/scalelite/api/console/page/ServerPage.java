package org.scalelite.api.console.page;

import java.util.List;
import org.scalelite.common.server.ServerEvents.ServerEvent;

/**
 * One server.
 *
 * @param drain how far it is drained; empty: it is not
 * @param reason of its health
 * @param url of its API
 * @param multiplier of its load
 * @param pollDuration of the last poll that was answered; empty: not known
 * @param certificateExpiry empty: not known
 * @param counters consecutive polls that contradict its state
 * @param meetings the first ones
 * @param meetingCount all of them
 */
public record ServerPage(
        Frame frame,
        boolean stale,
        String drain,
        String reason,
        ServerRow row,
        String url,
        String multiplier,
        String pollDuration,
        String certificateExpiry,
        String counters,
        List<ServerAction> actions,
        List<MeetingRow> meetings,
        int meetingCount,
        List<ServerEvent> events) {
    public ServerPage {
        actions = List.copyOf(actions);
        meetings = List.copyOf(meetings);
        events = List.copyOf(events);
    }
}
