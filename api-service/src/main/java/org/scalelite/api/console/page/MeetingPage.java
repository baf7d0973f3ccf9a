package org.scalelite.api.console.page;

import java.util.List;
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
}
