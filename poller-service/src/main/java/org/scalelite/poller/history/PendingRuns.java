package org.scalelite.poller.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalelite.common.history.SeenRun;
import org.scalelite.common.server.ServerId;

/** What polls have seen and is not stored yet. While PostgreSQL is unavailable it grows by meetings, not by polls. */
final class PendingRuns {
    private final int limit;
    private final Duration longestGap;
    private Map<Key, SeenRun> runs = new LinkedHashMap<>();
    private Map<ServerId, Instant> polledAt = new LinkedHashMap<>();

    /**
     * Without any.
     *
     * @param limit of meetings; further ones are left out
     * @param longestGap for which the users of a poll count at most
     */
    PendingRuns(int limit, Duration longestGap) {
        this.limit = limit;
        this.longestGap = longestGap;
    }

    private record Key(String internalId, String serverId) {
        static Key of(SeenRun run) {
            return new Key(run.internalId(), run.serverId());
        }
    }

    /**
     * What is to be stored.
     *
     * @param polledAt the last polls of servers: meetings that they did not list have ended
     */
    record Batch(List<SeenRun> runs, Map<ServerId, Instant> polledAt) {
        Batch {
            runs = List.copyOf(runs);
            polledAt = Map.copyOf(polledAt);
        }

        boolean isEmpty() {
            return polledAt.isEmpty();
        }
    }

    /** Adds a poll of a server with the meetings that it listed. */
    synchronized void add(ServerId server, Instant at, List<SeenRun> listed) {
        listed.forEach(this::add);
        polledAt.merge(server, at, (before, now) -> now.isAfter(before) ? now : before);
    }

    private void add(SeenRun run) {
        Key key = Key.of(run);
        if (runs.size() < limit || runs.containsKey(key)) {
            runs.merge(key, run, (before, later) -> before.followedBy(later, longestGap));
        }
    }

    /** Takes everything out, to store it. */
    synchronized Batch take() {
        Batch batch = new Batch(new ArrayList<>(runs.values()), polledAt);
        runs = new LinkedHashMap<>();
        polledAt = new LinkedHashMap<>();
        return batch;
    }

    /** Puts back what could not be stored, before what was seen since. */
    synchronized void putBack(Batch batch) {
        Batch since = take();
        batch.runs().forEach(this::add);
        since.runs().forEach(this::add);
        polledAt.putAll(batch.polledAt());
        polledAt.putAll(since.polledAt());
    }
}
