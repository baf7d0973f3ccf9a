package org.scalelite.common.meeting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.placement.ExpectedUsers;
import org.scalelite.common.server.TagRequirement;

/**
 * The requirements of a new meeting.
 *
 * @param moderatorPassword stored with the meeting
 * @param size what is known of the number of its users; they are reserved on its server
 * @param zone preferred; empty: none
 * @param voiceBridges candidates; the first free one is used
 * @param maxMeetings of the tenant, this one included; empty: no limit
 * @param timeToLive of a record that is not refreshed
 * @param parent of a breakout room, a meeting of the same tenant; both are on the same server
 */
public record PlacementRequest(
        String moderatorPassword,
        ExpectedUsers size,
        TagRequirement tags,
        String zone,
        List<String> voiceBridges,
        Optional<Integer> maxMeetings,
        Duration timeToLive,
        Optional<String> parent) {
    public PlacementRequest {
        voiceBridges = List.copyOf(voiceBridges);
    }

    /** For a meeting of a known size that is not a breakout room, in any zone. */
    public PlacementRequest(
            String moderatorPassword,
            int expectedUsers,
            TagRequirement tags,
            List<String> voiceBridges,
            Optional<Integer> maxMeetings,
            Duration timeToLive) {
        this(
                moderatorPassword,
                ExpectedUsers.known(expectedUsers),
                tags,
                "",
                voiceBridges,
                maxMeetings,
                timeToLive,
                Optional.empty());
    }

    @Override
    public String toString() {
        return "PlacementRequest[%s, tags %s]".formatted(size, tags.tagList());
    }
}
