package org.scalelite.api.meeting;

import java.util.Optional;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.common.bbb.BbbBody;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;

/**
 * One create request.
 *
 * @param id random, for the meeting ended callback
 * @param parameters after the parameter rules, before the server is assigned
 * @param callbacks removed from the parameters
 * @param lrs the access of the BBB server to the tenant's LRS, if there is one
 * @param placement requirements on the server
 */
record CreateRequest(
        BbbRequest bbbRequest,
        String id,
        MeetingKey meeting,
        CallParameters parameters,
        CallbackAttributes callbacks,
        Optional<LrsPayload> lrs,
        PlacementRequest placement) {

    Optional<BbbBody> slides() {
        return bbbRequest.slides();
    }
}
