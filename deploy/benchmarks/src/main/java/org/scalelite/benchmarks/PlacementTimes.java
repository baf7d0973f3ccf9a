package org.scalelite.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.TagRequirement;

/** How long Redis is busy with a placement, for pools of different sizes. */
record PlacementTimes(Suite suite, Report report) {
    private static final List<Integer> POOLS = List.of(30, 300, 3_000);
    private static final int LOADS = 7;

    void measure() {
        POOLS.forEach(this::measure);
    }

    private void measure(int servers) {
        RedisStore redis = suite.redis(Map.of("REDIS_NAMESPACE", "benchmark-placement-" + servers));
        fill(redis, servers);
        MeetingDirectory meetings = new MeetingDirectory(redis);
        ScriptClock clock = new ScriptClock(redis, report);
        for (String tag : List.of("", "unknown")) {
            // The first one makes the index.
            meetings.assign(key("first" + tag), request(-1, tag));
            clock.time(
                    "meeting-assign among %,d servers%s".formatted(servers, tag.isEmpty() ? "" : ", unknown tag"),
                    i -> meetings.assign(key(tag + i), request(i, tag)));
        }
    }

    private static MeetingKey key(String id) {
        return new MeetingKey(Optional.empty(), id);
    }

    private static PlacementRequest request(int turn, String tag) {
        int bridge = 100_000 + 2 * turn + tag.length();
        return new PlacementRequest(
                "mp",
                LOADS,
                TagRequirement.parse(tag),
                List.of(String.valueOf(bridge)),
                Optional.empty(),
                Duration.ofDays(1));
    }

    /** As Scalelite writes servers; adding thousands one by one takes longer. */
    private static void fill(RedisStore redis, int servers) {
        IntStream.range(0, servers).mapToObj(i -> "bbb-" + i).forEach(id -> {
            Map<String, String> fields = Map.of(
                    "url", "https://" + id + ".example.org/bigbluebutton/api",
                    "secret", "a-secret-of-some-forty-characters-in-all-",
                    "state", "enabled",
                    "online", "true",
                    "load_multiplier", "1");
            long _ = redis.<Long>call(commands -> commands.sadd(redis.keys().of(RedisKey.SERVERS), id));
            long _ = redis.<Long>call(commands -> commands.sadd(redis.keys().of(RedisKey.ENABLED_SERVERS), id));
            long _ = redis.<Long>call(commands -> commands.hset(redis.keys().of(RedisKey.SERVER, id), fields));
            long _ = redis.<Long>call(commands ->
                    commands.zadd(redis.keys().of(RedisKey.SERVER_LOAD), Math.floorMod(id.hashCode(), LOADS), id));
        });
    }
}
