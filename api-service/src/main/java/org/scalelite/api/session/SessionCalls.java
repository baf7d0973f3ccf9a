package org.scalelite.api.session;

import jakarta.inject.Singleton;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.listing.PoolLists;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.meeting.SessionKey;
import org.scalelite.common.server.ServingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that name a session token (BBB reference, section 4.11): forwarded to the server that issued it, with all
 * parameters. Its answer goes back byte for byte.
 */
@Singleton
record SessionCalls(SessionSearch search, BbbClient bbb, PoolLists lists) implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCalls.class);

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_JOIN_URL, BbbCall.LEARNING_DASHBOARD);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        String token = request.parameters()
                .nonEmpty("sessionToken")
                .orElseThrow(() -> new BbbException(BbbError.missingSessionToken()));
        SessionKey session = SessionKey.of(request.tenantText(), token)
                .orElseThrow(() -> new BbbException(BbbError.sessionNotFound()));
        ServingServer server = search.find(session);
        String call = request.call().callName();
        return bbb.fetchLong(
                server.endpoint(), call, request.parameters(), fetched -> forwarded(call, server, fetched));
    }

    private BbbAnswer forwarded(String call, ServingServer server, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Document(byte[] json) -> forwarded(json);
            case Fetched.Failure(BbbReply reply) -> {
                LOG.warn("{} of server {} failed: {}", call, server, reply);
                throw new BbbException(BbbError.meetingInaccessible());
            }
            case Fetched.Overloaded _ -> throw new BbbException(BbbError.overloaded());
        };
    }

    private BbbAnswer forwarded(byte[] json) {
        return switch (SessionReply.read(json)) {
            case SessionReply.Success _ -> new BbbAnswer.JsonPieces(lists.document(json));
            case SessionReply.Failed(String key) -> new BbbAnswer.Json(json, key);
            case SessionReply.Unreadable() -> throw new BbbException(BbbError.noReturnCode());
        };
    }
}
