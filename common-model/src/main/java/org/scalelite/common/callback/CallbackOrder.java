package org.scalelite.common.callback;

import java.util.Optional;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;

/**
 * What a create ordered.
 *
 * @param server that the meeting was made on
 * @param signer which secret signed the create
 */
public record CallbackOrder(
        MeetingKey meeting, ServerId server, Optional<String> signer, CallbackAttributes attributes) {}
