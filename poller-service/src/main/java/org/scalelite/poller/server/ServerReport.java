package org.scalelite.poller.server;

import java.util.List;
import java.util.Optional;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;

/** What a server says of itself. */
public record ServerReport(List<MeetingReport> meetings) {
    public ServerReport {
        meetings = List.copyOf(meetings);
    }

    /** The figures that the registry keeps. */
    public Server.Statistics statistics(Optional<String> version) {
        return new Server.Statistics(
                meetings.size(),
                meetings.stream().mapToInt(MeetingReport::participants).sum(),
                meetings.stream().mapToInt(MeetingReport::participants).max().orElse(0),
                meetings.stream().mapToInt(MeetingReport::videos).sum(),
                version);
    }

    /** Its meetings as the registry takes them. */
    public List<PollRecord.Meeting> forRegistry() {
        return meetings.stream()
                .map(meeting -> new PollRecord.Meeting(
                        meeting.key().tenantText(),
                        meeting.key().meetingId(),
                        meeting.participants(),
                        !meeting.breakout() && !meeting.ending(),
                        meeting.voiceBridge(),
                        meeting.moderatorPassword(),
                        meeting.createdAt()))
                .toList();
    }
}
