package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * end (specification, section 5.11): the meeting is forgotten once its server has ended it or does not know it, and not
 * before: a wrong password must not orphan a running class.
 */
@Singleton
final class EndMeeting implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EndMeeting.class);
    private static final List<String> PARAMETERS = List.of("meetingID", "password");

    private final MeetingDirectory meetings;
    private final MeetingLocationCache seen;
    private final BbbClient bbb;

    EndMeeting(MeetingDirectory meetings, MeetingLocationCache seen, BbbClient bbb) {
        this.meetings = meetings;
        this.seen = seen;
        this.bbb = bbb;
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.END);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        MeetingLocation location =
                meetings.find(request.meeting()).orElseThrow(() -> new BbbException(BbbError.meetingNotFound()));
        Instant lookedAt = meetings.now();
        BbbReply reply =
                bbb.call(location.endpoint(), "end", request.parameters().only(PARAMETERS));
        if (isOver(reply)) {
            seen.forget(request.meeting());
            forget(location, lookedAt);
        } else {
            LOG.warn("Meeting {} was not ended: {}", location, reply);
        }
        return BbbReplies.answer(reply, BbbError.meetingInaccessible());
    }

    /** The meeting is over, whatever Redis does: a poll finds a record that stays. */
    private void forget(MeetingLocation location, Instant lookedAt) {
        try {
            meetings.forgetEnded(location.meeting(), location.server(), lookedAt);
        } catch (RedisUnavailableException e) {
            LOG.warn("Meeting {} was ended, but its record stays for now: {}", location, e.getMessage());
        }
    }

    private static boolean isOver(BbbReply reply) {
        return reply instanceof BbbReply.Success || reply.isNotFound();
    }
}
