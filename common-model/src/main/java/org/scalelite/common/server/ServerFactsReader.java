package org.scalelite.common.server;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;

/** Reads the facts of all servers: pipelined, because a script would block Redis, and without any meeting. */
@Singleton
public record ServerFactsReader(RedisStore redis) {
    private static final Pattern FAILURES = Pattern.compile("(\\d{1,9}):\\d+");
    private static final String[] FIELDS = {
        "health", "health_since", "health_reason", "polled_at", "poll_ms", "certificate", "totals"
    };

    @Override
    public String toString() {
        return "facts of servers";
    }

    /** The facts of servers that were just read. */
    public List<ServerFacts> read(List<Server> servers) {
        RedisAsyncCommands<String, String> async = redis.async();
        RedisFuture<Map<String, String>> failures = async.hgetall(redis.keys().of(RedisKey.CREATE_FAILURES));
        Map<Server, RedisFuture<List<KeyValue<String, String>>>> memories = new LinkedHashMap<>();
        for (Server server : servers) {
            memories.put(
                    server,
                    async.hmget(
                            redis.keys().of(RedisKey.SERVER_MEMORY, server.id().value()), FIELDS));
        }
        Map<String, String> failing = redis.await(failures);
        return memories.entrySet().stream()
                .map(memory -> facts(
                        memory.getKey(),
                        FAILURES.matcher(
                                failing.getOrDefault(memory.getKey().id().value(), "")),
                        redis.await(memory.getValue())))
                .toList();
    }

    /**
     * Puts together what was read.
     *
     * @param failing creates that failed in a row, and the end of the pause, with a colon in between
     */
    private static ServerFacts facts(Server server, Matcher failing, List<KeyValue<String, String>> memory) {
        String health = memory.get(0).getValueOrElse("");
        return new ServerFacts(
                server,
                HealthState.of(server.online(), server.health(), health).text(),
                number(memory.get(1)).map(Instant::ofEpochMilli),
                memory.get(2).getValueOrElse(""),
                number(memory.get(3)).map(Instant::ofEpochMilli),
                number(memory.get(4)).map(Duration::ofMillis),
                number(memory.get(5)).map(Instant::ofEpochMilli),
                failing.matches() ? Integer.parseInt(failing.group(1)) : 0,
                MeetingTotals.parse(memory.get(6).getValueOrElse("")));
    }

    private static Optional<Long> number(KeyValue<String, String> field) {
        try {
            return Optional.ofNullable(field.getValueOrElse(null)).map(Long::valueOf);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
