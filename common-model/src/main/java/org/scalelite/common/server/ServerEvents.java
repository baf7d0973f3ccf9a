package org.scalelite.common.server;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/** Events of servers: the last 200 of each, and the number of events of each kind. */
@Singleton
public final class ServerEvents {
    private static final RedisScript WRITE = RedisScript.named("server-event");

    private final RedisStore redis;

    public ServerEvents(RedisStore redis) {
        this.redis = redis;
    }

    /** The last events of a server, the newest first. */
    public List<ServerEvent> newest(ServerId server, int limit) {
        return events(redis.call(commands -> commands.xrevrange(key(server), Range.unbounded(), Limit.from(limit))));
    }

    /** The last events of servers, so many of each at most; pipelined. */
    public Map<ServerId, List<ServerEvent>> newest(Collection<ServerId> servers, int limit) {
        RedisAsyncCommands<String, String> async = redis.async();
        Map<ServerId, RedisFuture<List<StreamMessage<String, String>>>> pending = new LinkedHashMap<>();
        for (ServerId server : servers) {
            pending.put(server, async.xrevrange(key(server), Range.unbounded(), Limit.from(limit)));
        }
        Map<ServerId, List<ServerEvent>> events = new LinkedHashMap<>();
        pending.forEach((server, messages) -> events.put(server, events(redis.await(messages))));
        return events;
    }

    private String key(ServerId server) {
        return redis.keys().of(RedisKey.SERVER_EVENTS, server.value());
    }

    private static List<ServerEvent> events(List<StreamMessage<String, String>> messages) {
        return messages.stream()
                .map(message -> new ServerEvent(
                        at(message.getId()),
                        message.getBody().getOrDefault("kind", ""),
                        message.getBody().getOrDefault("detail", "")))
                .toList();
    }

    private static Instant at(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    /** The number of events of each kind since Redis was last empty. */
    public Map<String, Long> tallies() {
        return redis.call(commands -> commands.hgetall(redis.keys().of(RedisKey.EVENT_TALLIES))).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Long.parseLong(entry.getValue())));
    }

    /** Writes an event without another change. */
    public void write(ServerId server, String kind, String detail) {
        WRITE.run(redis, server.value(), kind, detail);
    }

    /**
     * An event of a server.
     *
     * @param kind the new health state (as {@link HealthState#text}; {@code offline} for one that was never online), or
     *     {@code meeting_released}, {@code meeting_adopted}, {@code meeting_ended}, {@code split}, {@code creates_failing},
     *     {@code creates_working}
     * @param detail reason or meeting
     */
    public record ServerEvent(Instant at, String kind, String detail) {}
}
