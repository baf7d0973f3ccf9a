package org.scalelite.api.meeting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.server.ServerId;

/**
 * Which servers answered one create with an error, or dropped it, while they can be reached. Whose fault that is shows at the
 * next server: the servers' if it can make the meeting, that of what was sent if it fails alike (docs/adr/0010).
 */
final class CreateFailures {
    private final Map<ServerId, BbbReply> byServer = new LinkedHashMap<>();
    private BbbReply last = new BbbReply.Unreachable("the meeting could not be placed", false);

    /** What a server answered, which is the answer if the meeting cannot be made in time. */
    void note(BbbReply reply) {
        last = reply;
    }

    BbbReply last() {
        return last;
    }

    void add(ServerId server, BbbReply reply) {
        byServer.put(server, reply);
    }

    /** How this server failed; it need not be sent the same again. */
    Optional<BbbReply> of(ServerId server) {
        return Optional.ofNullable(byServer.get(server));
    }

    /** Whether two servers failed alike: a third one would too. */
    boolean areAlike() {
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
