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
 */
public record PlacementRequest(
        String moderatorPassword,
        int expectedUsers,
        TagRequirement tags,
        List<String> voiceBridges,
        Optional<Integer> maxMeetings,
        Duration timeToLive) {
    public PlacementRequest {
        voiceBridges = List.copyOf(voiceBridges);
    }

    @Override
    public String toString() {
        return "PlacementRequest[%d users, tags %s]".formatted(expectedUsers, tags.tagList());
    }
}
