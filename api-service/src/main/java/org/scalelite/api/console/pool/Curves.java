package org.scalelite.api.console.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.history.PoolSample;
import org.scalelite.common.server.ServerId;

/**
 * The users of the last hour.
 *
 * @param servers by the id of a server
 * @param pool of all together
 */
public record Curves(Map<String, Sparkline> servers, Sparkline pool) {
    /** Without samples. */
    public static final Curves NONE = new Curves(Map.of(), Sparkline.NONE);

    /** The time that they show. */
    static final Duration SPAN = Duration.ofHours(1);

    private static final int POINTS = 30;

    public Curves {
        servers = Map.copyOf(servers);
    }

    /** From samples until a time. */
    static Curves of(List<PoolSample> samples, Instant end) {
        Map<String, Points> servers = new HashMap<>();
        Map<Instant, Integer> sums = new HashMap<>();
        for (PoolSample sample : samples) {
            servers.computeIfAbsent(sample.serverId(), _ -> new Points(end)).add(sample.sampledAt(), sample.users());
            sums.merge(sample.sampledAt(), sample.users(), Integer::sum);
        }
        Points pool = new Points(end);
        sums.forEach(pool::add);
        return new Curves(
                servers.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, server -> server.getValue().line())),
                pool.line());
    }

    public Sparkline of(ServerId server) {
        return servers.getOrDefault(server.value(), Sparkline.NONE);
    }

    /** The most users of each two minutes. */
    private static final class Points {
        private final Instant end;
        private final int[] users = new int[POINTS];

        Points(Instant end) {
            this.end = end;
            Arrays.fill(users, -1);
        }

        void add(Instant at, int count) {
            long ago = Duration.between(at, end).toMillis() * POINTS / SPAN.toMillis();
            if (ago < POINTS) {
                // The clock of the samples may be ahead.
                int point = POINTS - 1 - (int) Math.max(ago, 0);
                users[point] = Math.max(users[point], count);
            }
        }

        Sparkline line() {
            return Sparkline.of(users);
        }
    }
}
