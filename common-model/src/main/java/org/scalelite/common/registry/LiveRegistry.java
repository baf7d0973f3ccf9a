package org.scalelite.common.registry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/** The settings of servers and tenants in Redis. */
record LiveRegistry(RedisStore redis) {
    private static final RedisScript LOOK = RedisScript.named("registry-look");
    private static final RedisScript COPY = RedisScript.named("registry-copy");
    private static final RedisScript RESTORE = RedisScript.named("registry-restore");

    /**
     * What tells whether there is something to do.
     *
     * @param generationId empty if there is none
     * @param newestChange the last entry of the audit log; empty if there is none
     */
    record Look(String generationId, boolean hasServers, String newestChange) {

        /** Whether Redis may have lost it all. */
        boolean isLost() {
            return generationId.isEmpty() && !hasServers;
        }
    }

    /** All of it, at one moment. */
    record Copy(String generationId, RegistrySnapshot content) {}

    /** How many were put back. */
    record Restored(int servers, int tenants) {}

    /** One cheap round trip. */
    Look look() {
        List<String> answer = LOOK.run(redis);
        return new Look(answer.get(0), answer.get(1).equals("1"), answer.get(2));
    }

    /**
     * All of it; what has no mark gets one. Empty if there is nothing, or if it may have been lost.
     *
     * @param serversAreKept whether servers are known that Redis could have lost
     */
    Optional<Copy> copy(boolean serversAreKept) {
        List<String> answer = COPY.run(redis, UUID.randomUUID().toString(), serversAreKept ? "1" : "0");
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        int tenants = 2 + Integer.parseInt(answer.get(1));
        return Optional.of(new Copy(
                answer.getFirst(),
                RegistrySnapshot.of(answer.subList(2, tenants), answer.subList(tenants, answer.size()))));
    }

    /** Puts it back if Redis has lost it; empty if it has not, or if another poller was faster. */
    Optional<Restored> restore(String generationId, RegistrySnapshot content) {
        List<String> answer = RESTORE.run(redis, Actor.SUITE.name(), generationId, content.document());
        return answer.getFirst().equals("restored")
                ? Optional.of(new Restored(Integer.parseInt(answer.get(1)), Integer.parseInt(answer.get(2))))
                : Optional.empty();
    }
}
