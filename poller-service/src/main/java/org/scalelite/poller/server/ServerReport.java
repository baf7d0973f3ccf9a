package org.scalelite.poller.server;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.scalelite.common.server.PollRecord;
import org.scalelite.common.server.Server;

public record ServerReport(List<MeetingReport> meetings) {
    public ServerReport {
        meetings = List.copyOf(meetings);
    }

    /** The figures that the registry keeps. */
    public Server.Statistics statistics(Optional<String> version) {
        return new Server.Statistics(
                meetings.size(),
                sum(MeetingReport::participants),
                meetings.stream().mapToInt(MeetingReport::participants).max().orElse(0),
                sum(MeetingReport::videos),
                version);
    }

    private int sum(ToIntFunction<MeetingReport> count) {
        return Math.clamp(meetings.stream().mapToLong(count::applyAsInt).sum(), 0, Integer.MAX_VALUE);
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
