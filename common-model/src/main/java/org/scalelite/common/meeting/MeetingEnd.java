package org.scalelite.common.meeting;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.CallParameters;

/** Ends a meeting for an operator: on its BBB server, then in Redis. */
@Singleton
public final class MeetingEnd {
    private final MeetingDirectory meetings;
    private final BbbClient bbb;

    public MeetingEnd(MeetingDirectory meetings, BbbClient bbb) {
        this.meetings = meetings;
        this.bbb = bbb;
    }

    /** The outcome. */
    public sealed interface Result {
        /** The meeting has ended, and its record was removed. */
        record Ended() implements Result {}

        /** The meeting was not found. */
        record NotFound() implements Result {}

        /** Its server did not end it; its record stays. */
        record Failed(String reason) implements Result {}
    }

    public Result end(MeetingKey meeting) {
        Optional<MeetingLocation> known = meetings.find(meeting);
        if (known.isEmpty()) {
            return new Result.NotFound();
        }
        MeetingLocation location = known.get();
        Instant checkedAt = meetings.now();
        Optional<String> failure = askServer(location);
        if (failure.isPresent()) {
            return new Result.Failed(failure.get());
        }
        meetings.forget(meeting, ForgetCondition.ended(location.server(), checkedAt));
        return new Result.Ended();
    }

    /** Empty if the server has ended it or does not have it. */
    Optional<String> askServer(MeetingLocation location) {
        CallParameters parameters =
                CallParameters.of("meetingID", location.meeting().meetingId());
        if (!location.moderatorPassword().isEmpty()) {
            parameters = parameters.with("password", location.moderatorPassword());
        }
        BbbReply reply = bbb.call(location.endpoint(), "end", parameters);
        return reply.endsMeeting() ? Optional.empty() : Optional.of(reply.toString());
    }
}
