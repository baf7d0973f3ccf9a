package org.scalelite.common.meeting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.server.TagRequirement;

/**
 * What a new meeting needs.
 *
 * @param moderatorPassword stored with the meeting
 * @param expectedUsers reserved on its server
 * @param voiceBridges candidates; the first free one is taken
 * @param maxMeetings of the tenant, this one included; empty: no limit
 * @param timeToLive after which a meeting that nobody refreshes is forgotten
 * @param parent of a breakout room, a meeting of the same tenant: whose server it must be on
 */
public record PlacementRequest(
        String moderatorPassword,
        int expectedUsers,
        TagRequirement tags,
        List<String> voiceBridges,
        Optional<Integer> maxMeetings,
        Duration timeToLive,
        Optional<String> parent) {
    public PlacementRequest {
        voiceBridges = List.copyOf(voiceBridges);
    }

    /** For a meeting that is no breakout room. */
    public PlacementRequest(
            String moderatorPassword,
            int expectedUsers,
            TagRequirement tags,
            List<String> voiceBridges,
            Optional<Integer> maxMeetings,
            Duration timeToLive) {
        this(moderatorPassword, expectedUsers, tags, voiceBridges, maxMeetings, timeToLive, Optional.empty());
    }

    @Override
    public String toString() {
        return "PlacementRequest[%d users, tags %s]".formatted(expectedUsers, tags.tagList());
    }
}
