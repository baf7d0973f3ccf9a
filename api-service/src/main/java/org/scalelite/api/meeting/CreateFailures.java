package org.scalelite.api.meeting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.server.ServerId;

/**
 * The reachable servers that answered one create with an error, or closed the connection. If the next server creates
 * the meeting, these servers failed; if it fails in the same way, the request is the cause (docs/adr/0010).
 */
final class CreateFailures {
    private final Map<ServerId, BbbReply> byServer = new LinkedHashMap<>();
    private BbbReply last = new BbbReply.Unreachable("the meeting could not be placed", false);

    /** The reply that is the answer if the meeting cannot be created in time. */
    void setLast(BbbReply reply) {
        last = reply;
    }

    BbbReply last() {
        return last;
    }

    void add(ServerId server, BbbReply reply) {
        byServer.put(server, reply);
    }

    /** The failure of this server; the create is not sent to it again. */
    Optional<BbbReply> of(ServerId server) {
        return Optional.ofNullable(byServer.get(server));
    }

    /** Whether two servers failed in the same way, as a third one would. */
    boolean isRepeated() {
        return byServer.values().stream().map(CreateFailures::kind).distinct().count() < byServer.size();
    }

    private static Object kind(BbbReply reply) {
        return switch (reply) {
            case BbbReply.ServerError error -> error;
            case BbbReply.Unreadable unreadable -> unreadable;
            case BbbReply.Unreachable _, BbbReply.Success _, BbbReply.Failed _ -> reply.getClass();
        };
    }

    Map<ServerId, BbbReply> byServer() {
        return Map.copyOf(byServer);
    }
}
