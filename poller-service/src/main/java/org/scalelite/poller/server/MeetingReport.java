package org.scalelite.poller.server;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.meeting.MeetingKey;

/**
 * What a server says of one meeting.
 *
 * @param participants users in the meeting, moderators among them
 * @param sizeHint how large the front-end expects it to be
 * @param maxParticipants as the server has it; 0: no limit
 */
public record MeetingReport(
        MeetingKey key,
        Instant createdAt,
        int participants,
        int moderators,
        int videos,
        boolean breakout,
        Optional<String> sizeHint,
        int maxParticipants) {}
