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
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * end (specification, section 5.11): the record of the meeting is removed after its server has ended it or does not
 * have it. A wrong password does not remove the record of a running meeting.
 */
@Singleton
record EndMeeting(MeetingDirectory meetings, MeetingLocationCache locations, BbbClient bbb) implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EndMeeting.class);
    private static final List<String> PARAMETERS = List.of("meetingID", "password");

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.END);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        MeetingLocation location =
                meetings.find(request.meeting()).orElseThrow(() -> new BbbException(BbbError.meetingNotFound()));
        Instant checkedAt = meetings.now();
        BbbReply reply =
                bbb.call(location.endpoint(), "end", request.parameters().only(PARAMETERS));
        if (reply.endsMeeting()) {
            locations.forget(request.meeting());
            forget(location, checkedAt);
        } else {
            LOG.warn("Cannot end meeting {}: {}", location, reply);
        }
        return BbbAnswer.forwarded(reply, BbbError.meetingInaccessible());
    }

    /** The meeting has ended even if Redis fails: the next poll removes its record. */
    private void forget(MeetingLocation location, Instant checkedAt) {
        try {
            meetings.forget(location.meeting(), ForgetCondition.ended(location.server(), checkedAt));
        } catch (RedisUnavailableException e) {
            LOG.warn("Meeting {} was ended, but its record was not removed from Redis: {}", location, e.getMessage());
        }
    }
}
