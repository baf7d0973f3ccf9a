package org.scalelite.api.meeting;

import java.util.Optional;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.common.bbb.BbbBody;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;

/**
 * One create while it is carried out.
 *
 * @param parameters after the rules, before the server is known
 * @param callbacks that were taken out of the parameters
 * @param wanted what the meeting needs of a server
 */
record Creation(
        BbbRequest request,
        MeetingKey meeting,
        CallParameters parameters,
        CallbackAttributes callbacks,
        PlacementRequest wanted) {

    Optional<BbbBody> slides() {
        return request.slides();
    }
}
