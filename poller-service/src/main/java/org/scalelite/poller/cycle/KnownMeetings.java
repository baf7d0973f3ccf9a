package org.scalelite.poller.cycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.server.ServerId;

/**
 * The meetings of each server, read for many servers at once. They may be a moment old: who acts on them looks again in the
 * step in which something is changed.
 */
final class KnownMeetings {
    private static final Duration LIFE = Duration.ofSeconds(1);

    private final MeetingDirectory meetings;
    private Map<ServerId, List<KnownMeeting>> byServer = Map.of();
    private long readAt = System.nanoTime() - LIFE.toNanos();

    KnownMeetings(MeetingDirectory meetings) {
        this.meetings = meetings;
    }

    synchronized List<KnownMeeting> on(ServerId server) {
        long now = System.nanoTime();
        if (now - readAt >= LIFE.toNanos()) {
            byServer = meetings.all().stream().collect(Collectors.groupingBy(KnownMeeting::server));
            readAt = now;
        }
        return byServer.getOrDefault(server, List.of());
    }
}
