package org.scalelite.common.meeting;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** Reads all meetings in a few pipelined round trips, so that Redis serves others in between. */
final class SnapshotReader {
    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<KnownMeeting> meetings = new ArrayList<>();
    private final List<String> expired = new ArrayList<>();
    private final Set<String> alive = new HashSet<>();
    private final Map<String, Instant> assignedAt = new HashMap<>();

    SnapshotReader(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    DirectorySnapshot read() {
        for (ScoredValue<String> entry : redis.call(commands -> commands.zrangeWithScores(keys.assignments(), 0, -1))) {
            assignedAt.put(entry.getValue(), Instant.ofEpochMilli((long) entry.getScore()));
        }
        // The bridges are read first: one that is taken meanwhile then belongs to a meeting read after it.
        Map<String, String> bridges = redis.call(commands -> commands.hgetall(keys.voiceBridges()));
        readMeetings();
        readNamesakes();
        List<String> deadBridges = bridges.entrySet().stream()
                .filter(entry -> !alive.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return new DirectorySnapshot(meetings, expired, deadBridges);
    }

    private void readMeetings() {
        Map<String, List<KeyValue<String, String>>> records =
                hashes(redis.call(commands -> commands.smembers(keys.meetings())), keys::meeting);
        records.forEach((id, fields) -> {
            Optional<String> tenant =
                    Optional.ofNullable(fields.get(1).getValueOrElse("")).filter(text -> !text.isEmpty());
            add(id, "meeting:" + id, new MeetingKey(tenant, id), fields.getFirst());
        });
    }

    private void readNamesakes() {
        Map<String, List<KeyValue<String, String>>> records = hashes(
                redis.call(commands -> commands.smembers(keys.namesakes())),
                member -> keys.namesake(tenantOf(member), idOf(member)));
        records.forEach((member, fields) -> {
            Optional<String> tenant = Optional.of(tenantOf(member)).filter(text -> !text.isEmpty());
            add(member, "v2:meeting:" + member, new MeetingKey(tenant, idOf(member)), fields.getFirst());
        });
    }

    private void add(String member, String record, MeetingKey key, KeyValue<String, String> server) {
        if (!server.hasValue()) {
            expired.add(member);
            return;
        }
        alive.add(member);
        meetings.add(new KnownMeeting(
                record, key, new ServerId(server.getValue()), assignedAt.getOrDefault(record, Instant.EPOCH)));
    }

    private Map<String, List<KeyValue<String, String>>> hashes(Set<String> members, UnaryOperator<String> keyOf) {
        RedisAsyncCommands<String, String> async = redis.async();
        Map<String, RedisFuture<List<KeyValue<String, String>>>> pending = new LinkedHashMap<>();
        for (String member : members) {
            pending.put(member, async.hmget(keyOf.apply(member), "server_id", "tenant_id"));
        }
        Map<String, List<KeyValue<String, String>>> found = new LinkedHashMap<>();
        pending.forEach((member, future) -> found.put(member, redis.await(future)));
        return found;
    }

    private static String tenantOf(String member) {
        return member.substring(0, member.indexOf(':'));
    }

    private static String idOf(String member) {
        return member.substring(member.indexOf(':') + 1);
    }
}
