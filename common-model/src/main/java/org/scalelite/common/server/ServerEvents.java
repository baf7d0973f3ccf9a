package org.scalelite.common.server;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/** What happened to servers: the last 200 events of each, and how often each kind of event was seen on any. */
public final class ServerEvents {
    private static final RedisScript WRITE = RedisScript.named("server-event");

    private final RedisStore redis;

    public ServerEvents(RedisStore redis) {
        this.redis = redis;
    }

    /** The newest events of a server, the newest first. */
    public List<ServerEvent> newest(ServerId server, int limit) {
        return redis
                .call(commands -> commands.xrevrange(
                        redis.keys().of(RedisKey.SERVER_EVENTS, server.value()), Range.unbounded(), Limit.from(limit)))
                .stream()
                .map(message -> new ServerEvent(
                        at(message.getId()),
                        message.getBody().getOrDefault("kind", ""),
                        message.getBody().getOrDefault("detail", "")))
                .toList();
    }

    private static Instant at(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    /** How often each kind of event was seen since Redis was last empty. */
    public Map<String, Long> tallies() {
        return redis.call(commands -> commands.hgetall(redis.keys().of(RedisKey.EVENT_TALLIES))).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Long.parseLong(entry.getValue())));
    }

    /** Enters an event that no other change goes with. */
    public void write(ServerId server, String kind, String detail) {
        WRITE.run(redis, server.value(), kind, detail);
    }
}
