package org.scalelite.api.console.page;

import java.util.List;
import java.util.Map;
import org.scalelite.common.placement.PlacementRecord;

/**
 * One meeting.
 *
 * @param host of its server
 * @param joinable whether users can join
 * @param placements the last ones, of a day
 * @param endLink the question before the meeting is ended
 */
public record MeetingPage(
        Frame frame,
        MeetingRow row,
        String host,
        boolean joinable,
        String voiceBridge,
        List<PlacementRecord> placements,
        String endLink) {
    public MeetingPage {
        placements = List.copyOf(placements);
    }

    /** The runs of the meeting. */
    public String history() {
        return Link.to("/history", Map.of("meeting", row.id(), "tenant", row.tenant(), "days", "all"));
    }
}
