package org.scalelite.poller.cycle;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.server.ServerId;

/**
 * The meetings of each server, read for many servers at once. They may be slightly outdated: the script that changes something checks
 * them again.
 */
@Singleton
final class MeetingsByServer {
    /** An installation has thousands. Ended meetings are looked for once an interval, so a part of it is recent enough. */
    private static final int PARTS = 6;

    private final MeetingDirectory meetings;
    private final long lifeNanos;
    private Map<ServerId, List<KnownMeeting>> byServer = Map.of();
    private long readAt;

    MeetingsByServer(MeetingDirectory meetings, PollerConfig config) {
        this.meetings = meetings;
        this.lifeNanos = config.interval().dividedBy(PARTS).toNanos();
        this.readAt = System.nanoTime() - lifeNanos;
    }

    synchronized List<KnownMeeting> on(ServerId server) {
        long now = System.nanoTime();
        if (now - readAt >= lifeNanos) {
            byServer = meetings.all().stream().collect(Collectors.groupingBy(KnownMeeting::server));
            readAt = now;
        }
        return byServer.getOrDefault(server, List.of());
    }
}
