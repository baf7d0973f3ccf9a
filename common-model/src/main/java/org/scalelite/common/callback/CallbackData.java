package org.scalelite.common.callback;

import java.util.List;
import java.util.Optional;
import org.scalelite.common.server.ServerId;

/**
 * The callbacks of a meeting: a row of {@code callback_data}.
 *
 * @param servers that the meeting was made on, the last one first; none in a row that Scalelite made
 * @param signer which secret signed the create
 */
public record CallbackData(
        long id,
        String meetingId,
        Optional<String> tenantId,
        List<ServerId> servers,
        Optional<String> signer,
        CallbackAttributes attributes) {
    public CallbackData {
        servers = List.copyOf(servers);
    }
}
