package org.scalelite.api.bbb;

import java.util.Optional;
import org.scalelite.common.bbb.BbbBody;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.tenant.Tenant;

/**
 * An authenticated call: all that a feature may see of a request.
 *
 * @param parameters query and form together, without the checksum
 * @param slides the XML body, if there is one
 * @param origin scheme, host and port that the front-end called, as {@code https://host:8443}
 * @param file that came in the form, if there is one
 * @param signer a hint which of the secrets signed the call; empty if it needed no checksum
 */
public record BbbRequest(
        BbbCall call,
        Optional<Tenant> tenant,
        CallParameters parameters,
        Optional<BbbBody> slides,
        String origin,
        Optional<byte[]> file,
        Optional<String> signer) {

    /** The same with these slides. */
    BbbRequest withSlides(Optional<BbbBody> body) {
        return new BbbRequest(call, tenant, parameters, body, origin, file, signer);
    }

    /** The id of the tenant as stored in Redis: empty for none. */
    public String tenantText() {
        return tenant.map(Tenant::id).orElse("");
    }

    /**
     * The meeting that the call is about.
     *
     * @throws BbbException if none is given
     */
    public MeetingKey meeting() {
        String meetingId =
                parameters.nonEmpty("meetingID").orElseThrow(() -> new BbbException(BbbError.missingMeetingId()));
        return new MeetingKey(tenant.map(Tenant::id), meetingId);
    }
}
