package org.scalelite.common.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisServerCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What Redis reports of itself.
 *
 * @param roundTrip the shortest of a few
 * @param takesWrites whether it took one and gave it back
 * @param lackingReplicas how many more must follow it before it takes a write; 0 if it does not tell us
 * @param appendOnly whether each change is written to the append-only file
 * @param snapshots whether snapshots are written at intervals; empty if Redis does not tell us
 * @param failedWrites what of its last attempts to write to its disk failed, in Redis' own words
 * @param maxMemory in bytes; 0: no limit
 */
public record RedisInfo(
        String version,
        Duration roundTrip,
        boolean takesWrites,
        int lackingReplicas,
        boolean primary,
        boolean appendOnly,
        Optional<Boolean> snapshots,
        Map<String, String> failedWrites,
        String evictionPolicy,
        long usedMemory,
        long maxMemory) {
    private static final int ROUND_TRIPS = 3;
    private static final Pattern FOLLOWER = Pattern.compile("slave\\d+");

    public RedisInfo {
        failedWrites = Map.copyOf(failedWrites);
    }

    /**
     * Reads it.
     *
     * @throws RedisUnavailableException if it does not answer in time
     */
    public static RedisInfo read(RedisStore redis) {
        Map<String, String> info = fields(redis.call(RedisServerCommands::info));
        Map<String, String> failed = new HashMap<>();
        for (String write :
                new String[] {"rdb_last_bgsave_status", "aof_last_bgrewrite_status", "aof_last_write_status"}) {
            if (!info.getOrDefault(write, "ok").equals("ok")) {
                failed.put(write, info.getOrDefault(write, ""));
            }
        }
        return new RedisInfo(
                info.getOrDefault("redis_version", "?"),
                roundTrip(redis),
                redis.takesWrites(),
                lackingReplicas(redis, info),
                info.getOrDefault("role", "master").equals("master"),
                info.getOrDefault("aof_enabled", "0").equals("1"),
                snapshots(redis),
                failed,
                info.getOrDefault("maxmemory_policy", "noeviction"),
                number(info, "used_memory"),
                number(info, "maxmemory"));
    }

    /**
     * What it uses.
     *
     * @param memory in bytes
     * @param memoryLimit in bytes: maxmemory, else the memory of its machine
     * @param replicas how many follow it
     */
    public record Usage(long memory, long memoryLimit, long replicas) {}

    /**
     * Reads what it uses, in one round trip.
     *
     * @throws RedisUnavailableException if it does not answer in time
     */
    public static Usage usage(RedisStore redis) {
        Map<String, String> info = fields(redis.call(RedisServerCommands::info));
        long limit = number(info, "maxmemory");
        return new Usage(
                number(info, "used_memory"),
                limit > 0 ? limit : number(info, "total_system_memory"),
                info.entrySet().stream()
                        .filter(field -> FOLLOWER.matcher(field.getKey()).matches()
                                && field.getValue().contains("state=online"))
                        .count());
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static long number(Map<String, String> info, String field) {
        return Long.parseLong(info.getOrDefault(field, "0"));
    }

    private static Duration roundTrip(RedisStore redis) {
        return Duration.ofNanos(IntStream.range(0, ROUND_TRIPS)
                .mapToLong(_ -> {
                    long start = System.nanoTime();
                    redis.call(commands -> commands.ping());
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow());
    }

    private static Optional<Boolean> snapshots(RedisStore redis) {
        return setting(redis, "save").map(rules -> !rules.isBlank());
    }

    /** Redis counts replicas that follow closely enough only where it needs some to write. */
    private static int lackingReplicas(RedisStore redis, Map<String, String> info) {
        return Optional.ofNullable(info.get("min_slaves_good_slaves"))
                .flatMap(good -> setting(redis, "min-replicas-to-write")
                        .map(wanted -> Integer.parseInt(wanted) - Integer.parseInt(good)))
                .filter(lacking -> lacking > 0)
                .orElse(0);
    }

    /** A setting of its configuration; empty where Redis does not tell it, as some providers forbid the command. */
    static Optional<String> setting(RedisStore redis, String name) {
        try {
            return Optional.ofNullable(
                    redis.call(commands -> commands.configGet(name)).get(name));
        } catch (RedisCommandExecutionException _) {
            return Optional.empty();
        }
    }
}
