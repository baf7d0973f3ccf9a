package org.scalelite.poller.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.MeetingTotals.Count;
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

    /** The figures for metrics. */
    public MeetingTotals totals() {
        Map<String, Integer> clients = new TreeMap<>();
        meetings.forEach(meeting ->
                meeting.audience().clients().forEach((kind, users) -> clients.merge(kind, users, Integer::sum)));
        return new MeetingTotals(
                sum(meeting -> meeting.audience().voiceUsers()),
                sum(meeting -> meeting.audience().listeners()),
                Map.of(
                        Count.PARTICIPANTS, sizes(MeetingReport::participants),
                        Count.LISTENERS, sizes(meeting -> meeting.audience().listeners()),
                        Count.VOICE_PARTICIPANTS,
                                sizes(meeting -> meeting.audience().voiceUsers()),
                        Count.VIDEO_PARTICIPANTS, sizes(MeetingReport::videos)),
                clients,
                Origins.of(meetings));
    }

    private List<Integer> sizes(ToIntFunction<MeetingReport> count) {
        return MeetingTotals.classify(meetings.stream().mapToInt(count));
    }

    private int sum(ToIntFunction<MeetingReport> count) {
        return Math.clamp(meetings.stream().mapToLong(count::applyAsInt).sum(), 0, Integer.MAX_VALUE);
    }

    /**
     * Its meetings as the registry takes them.
     *
     * @param usersLeft the expected users of a meeting who have not come; empty if it is not young
     */
    public List<PollRecord.Meeting> forRegistry(Function<MeetingReport, Optional<Integer>> usersLeft) {
        return meetings.stream()
                .map(meeting -> new PollRecord.Meeting(
                        meeting.key().tenantText(),
                        meeting.key().meetingId(),
                        meeting.participants(),
                        !meeting.breakout() && !meeting.ending(),
                        meeting.voiceBridge(),
                        meeting.moderatorPassword(),
                        meeting.createdAt(),
                        meeting.breakout(),
                        usersLeft.apply(meeting)))
                .toList();
    }
}
