package org.scalelite.common.meeting;

import java.util.List;

/**
 * All meetings at one moment, and what is left of meetings whose record has expired.
 *
 * @param expired ids that are still listed though their record is gone
 * @param deadBridges voice bridges of meetings that are gone
 */
public record DirectorySnapshot(List<KnownMeeting> meetings, List<String> expired, List<String> deadBridges) {
    public DirectorySnapshot {
        meetings = List.copyOf(meetings);
        expired = List.copyOf(expired);
        deadBridges = List.copyOf(deadBridges);
    }
}
