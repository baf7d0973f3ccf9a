package org.scalelite.api.meeting;

import java.util.Optional;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbBody;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.lrs.LrsPayload;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;

/**
 * One create while it is carried out.
 *
 * @param id that nobody can guess, for the address that is called when the meeting has ended
 * @param parameters after the rules, before the server is known
 * @param callbacks that were taken out of the parameters
 * @param lrs what the BBB server is told of the tenant's LRS, if there is one and it lets BBB in
 * @param wanted what the meeting needs of a server
 */
record CreateRequest(
        BbbRequest request,
        String id,
        MeetingKey meeting,
        CallParameters parameters,
        CallbackAttributes callbacks,
        Optional<LrsPayload> lrs,
        PlacementRequest wanted) {

    Optional<BbbBody> slides() {
        return request.slides();
    }
}
