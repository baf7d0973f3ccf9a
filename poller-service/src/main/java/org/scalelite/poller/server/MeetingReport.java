package org.scalelite.poller.server;

import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.meeting.MeetingKey;

/**
 * One meeting as its server reports it.
 *
 * @param participants users in the meeting, moderators among them
 * @param sizeHint how large the front-end expects it to be
 * @param maxParticipants as the server has it; 0: no limit
 * @param ending it was ended, and is listed for a moment longer
 * @param internalId as BBB calls this run of the meeting; may be empty
 * @param recorded whether it may be recorded
 */
public record MeetingReport(
        MeetingKey key,
        Instant createdAt,
        int participants,
        int moderators,
        int videos,
        boolean breakout,
        Optional<String> sizeHint,
        int maxParticipants,
        String voiceBridge,
        String moderatorPassword,
        boolean ending,
        Audience audience,
        String internalId,
        boolean recorded) {

    /** No meeting has more: what a server claims must not make sums overflow. */
    private static final int MAX_COUNT = 1_000_000;

    /** A count as BBB writes it, perhaps with thousands separators (BBB reference, section 1.4); 0 if it is none. */
    public static int count(String text) {
        return (int) Math.min(number(text), MAX_COUNT);
    }

    /** The same for a number that may be large; 0 if it is negative. */
    static long number(String text) {
        try {
            return Math.max(0, Long.parseLong(text.replace(",", "")));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
