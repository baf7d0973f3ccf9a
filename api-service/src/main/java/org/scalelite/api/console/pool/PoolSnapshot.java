package org.scalelite.api.console.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.operator.PoolReader.Pool;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;

/**
 * The servers at one time.
 *
 * @param readAt when they were read
 * @param stale whether a later read has failed
 * @param totals of all of them
 * @param curves their users in the last hour
 */
public record PoolSnapshot(Instant readAt, boolean stale, List<ServerFacts> servers, Pool totals, Curves curves) {
    public PoolSnapshot {
        servers = List.copyOf(servers);
    }

    PoolSnapshot asStale() {
        return new PoolSnapshot(readAt, true, servers, totals, curves);
    }

    public Optional<ServerFacts> find(ServerId id) {
        return servers.stream().filter(facts -> facts.server().id().equals(id)).findFirst();
    }

    /** How many servers may get a new meeting, without this one. */
    public int othersAvailable(ServerFacts one) {
        return totals.available() - (one.isAvailable() ? 1 : 0);
    }

    /** The highest load, at least 1. */
    public double maxLoad() {
        return servers.stream()
                .mapToDouble(facts -> facts.server().load().orElse(0))
                .reduce(1, Math::max);
    }
}
