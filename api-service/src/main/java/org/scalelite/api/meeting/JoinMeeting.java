package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingLocation;

/** join (specification, section 5.10): one Redis command, then a redirect to the server of the meeting. */
@Singleton
record JoinMeeting(MeetingLocationCache locations, BbbClient bbb, ParameterRules rules, MeetingConfig config)
        implements CallHandler {
    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.JOIN);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        Optional<Integer> maxUsers =
                request.tenant().flatMap(tenant -> tenant.limits().users());
        MeetingLocation location = switch (locations.findToJoin(request.meeting(), maxUsers)) {
            case Admission.Admitted(MeetingLocation found) -> found;
            case Admission.NoMeeting(), Admission.Unsure _ -> throw new BbbException(BbbError.meetingNotFound());
            case Admission.LimitReached() -> throw new BbbException(BbbError.maxUsersReached(maxUsers.orElse(0)));
        };
        // Browsers may reach an offline server where the poller does not.
        boolean isOfflineAllowed = config.grace().isPositive() && location.waits();
        if (!location.serves() && !isOfflineAllowed) {
            throw new BbbException(BbbError.serverUnavailable());
        }
        return new BbbAnswer.Redirect(bbb.signed(location.endpoint(), "join", rules.forJoin(request)));
    }
}
