package org.scalelite.common.meeting;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** Reads all meetings in a few pipelined round trips, so that Redis serves others in between. */
final class SnapshotReader {
    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<KnownMeeting> meetings = new ArrayList<>();
    private final Map<String, Instant> assignedAt = new HashMap<>();

    SnapshotReader(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<KnownMeeting> read() {
        for (ScoredValue<String> entry : redis.call(commands -> commands.zrangeWithScores(keys.assignments(), 0, -1))) {
            assignedAt.put(entry.getValue(), Instant.ofEpochMilli((long) entry.getScore()));
        }
        readMeetings();
        readNamesakes();
        return List.copyOf(meetings);
    }

    private void readMeetings() {
        Map<String, List<KeyValue<String, String>>> records =
                hashes(redis.call(commands -> commands.smembers(keys.meetings())), keys::meeting);
        records.forEach((id, fields) -> {
            Optional<String> tenant =
                    Optional.ofNullable(fields.get(1).getValueOrElse("")).filter(text -> !text.isEmpty());
            add("meeting:" + id, new MeetingKey(tenant, id), fields.getFirst());
        });
    }

    private void readNamesakes() {
        Map<String, List<KeyValue<String, String>>> records = hashes(
                // Whatever has no colon is none; housekeeping takes it off the list.
                redis.call(commands -> commands.smembers(keys.namesakes())).stream()
                        .filter(member -> member.contains(":"))
                        .toList(),
                member -> keys.namesake(tenantOf(member), idOf(member)));
        records.forEach((member, fields) -> {
            Optional<String> tenant = Optional.of(tenantOf(member)).filter(text -> !text.isEmpty());
            add("v2:meeting:" + member, new MeetingKey(tenant, idOf(member)), fields.getFirst());
        });
    }

    /** A record that has expired may still be listed. */
    private void add(String record, MeetingKey key, KeyValue<String, String> server) {
        server.ifHasValue(id -> meetings.add(
                new KnownMeeting(record, key, new ServerId(id), assignedAt.getOrDefault(record, Instant.EPOCH))));
    }

    private Map<String, List<KeyValue<String, String>>> hashes(
            Collection<String> members, UnaryOperator<String> keyOf) {
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
