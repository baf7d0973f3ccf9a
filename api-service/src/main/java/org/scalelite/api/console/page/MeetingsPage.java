package org.scalelite.api.console.page;

import java.util.List;

/**
 * Meetings that were searched for.
 *
 * @param meetings the first ones
 * @param total all of them
 */
public record MeetingsPage(Frame frame, List<MeetingRow> meetings, int total) {
    public MeetingsPage {
        meetings = List.copyOf(meetings);
    }
}
