package org.scalelite.common.meeting;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisNamespace;
import org.scalelite.common.redis.RedisScan;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** Reads all meetings in pages of a few pipelined round trips, so that Redis is not blocked. */
final class SnapshotReader {
    private static final String PRIMARY = RedisKey.MEETING.text("");
    private static final String TENANT_SCOPED = RedisKey.TENANT_MEETING.text("");

    private final RedisStore redis;
    private final RedisNamespace keys;

    /** By record: SCAN may return an element more than once. */
    private final Map<String, KnownMeeting> meetings = new LinkedHashMap<>();

    /** Deduplicates the ids of few servers with thousands of meetings. */
    private final Map<String, ServerId> servers = new HashMap<>();

    SnapshotReader(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<KnownMeeting> read() {
        RedisScan scan = new RedisScan(redis);
        scan.members(keys.of(RedisKey.MEETINGS), ids -> add(ids, PRIMARY));
        // Whatever has no colon is none; housekeeping takes it off the list.
        scan.members(
                keys.of(RedisKey.TENANT_MEETINGS),
                members -> add(
                        members.stream().filter(member -> member.contains(":")).toList(), TENANT_SCOPED));
        return List.copyOf(meetings.values());
    }

    private record Pending(
            String record,
            String member,
            RedisFuture<List<KeyValue<String, String>>> fields,
            RedisFuture<Double> assignedAt) {}

    private void add(List<String> members, String kind) {
        RedisAsyncCommands<String, String> async = redis.async();
        List<Pending> pending = new ArrayList<>();
        for (String member : members) {
            String record = kind + member;
            pending.add(new Pending(
                    record,
                    member,
                    async.hmget(keys.prefix() + record, "server_id", "tenant_id"),
                    async.zscore(keys.of(RedisKey.ASSIGNMENTS), record)));
        }
        for (Pending entry : pending) {
            List<KeyValue<String, String>> fields = redis.await(entry.fields());
            Optional<Double> assignedAt = Optional.ofNullable(redis.await(entry.assignedAt()));
            // An expired record may still be listed.
            fields.getFirst().ifHasValue(server -> {
                MeetingKey key = kind.equals(PRIMARY)
                        ? MeetingKey.of(fields.get(1).getValueOrElse(""), entry.member())
                        : tenantScopedMeeting(entry.member());
                meetings.put(
                        entry.record(),
                        new KnownMeeting(
                                entry.record(),
                                key,
                                servers.computeIfAbsent(server, ServerId::new),
                                assignedAt
                                        .map(at -> Instant.ofEpochMilli(at.longValue()))
                                        .orElse(Instant.EPOCH)));
            });
        }
    }

    private static MeetingKey tenantScopedMeeting(String member) {
        int colon = member.indexOf(':');
        return MeetingKey.of(member.substring(0, colon), member.substring(colon + 1));
    }
}
