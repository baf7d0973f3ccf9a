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
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisScan;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** Reads all meetings page by page, each in a few pipelined round trips, so that Redis serves others in between. */
final class SnapshotReader {
    private static final String PRIMARY = RedisKey.MEETING.text("");
    private static final String TENANT_SCOPED = RedisKey.TENANT_MEETING.text("");

    private final RedisStore redis;
    private final RedisKeys keys;

    /** By record: a page may repeat what an earlier one had. */
    private final Map<String, KnownMeeting> meetings = new LinkedHashMap<>();

    /** Thousands of meetings have a few servers. */
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
            // A record that has expired may still be listed.
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
