package org.scalelite.common.meeting;

import java.time.Duration;
import java.util.List;
import org.scalelite.common.server.TagRequirement;

/**
 * What a new meeting needs.
 *
 * @param moderatorPassword stored with the meeting
 * @param expectedUsers reserved on its server
 * @param voiceBridges candidates; the first free one is taken
 * @param timeToLive after which a meeting that nobody refreshes is forgotten
 */
public record PlacementRequest(
        String moderatorPassword,
        int expectedUsers,
        TagRequirement tags,
        List<String> voiceBridges,
        Duration timeToLive) {
    public PlacementRequest {
        voiceBridges = List.copyOf(voiceBridges);
    }

    @Override
    public String toString() {
        return "PlacementRequest[%d users, tags %s]".formatted(expectedUsers, tags.tagList());
    }
}
