package org.scalelite.api.meeting;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.meeting.Admission;
import org.scalelite.common.meeting.MeetingLocation;

/** join (specification, section 5.10): one Redis command, then a redirect to the server of the meeting. */
@Singleton
final class JoinMeeting implements CallHandler {
    private final MeetingLocationCache locations;
    private final BbbClient bbb;
    private final ParameterRules rules;

    /** Whether users are redirected to an offline server: browsers may reach it where the poller does not. */
    private final boolean redirectsToOffline;

    JoinMeeting(MeetingLocationCache locations, BbbClient bbb, MeetingConfig config) {
        this.locations = locations;
        this.bbb = bbb;
        this.rules = new ParameterRules(config);
        this.redirectsToOffline = config.grace().isPositive();
    }

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
        boolean isOfflineAllowed = redirectsToOffline && location.waits();
        if (!location.serves() && !isOfflineAllowed) {
            throw new BbbException(BbbError.serverUnavailable());
        }
        return new BbbAnswer.Redirect(bbb.signed(location.endpoint(), "join", rules.forJoin(request)));
    }
}
