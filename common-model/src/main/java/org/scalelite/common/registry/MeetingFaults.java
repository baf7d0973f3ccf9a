package org.scalelite.common.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisKeys;
import org.scalelite.common.redis.RedisScan;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.registry.RegistryFault.Kind;

/** What seems to be wrong with meetings and voice bridges. */
final class MeetingFaults {
    private static final String PRIMARY = RedisKey.MEETING.text("");
    private static final String TENANT_SCOPED = RedisKey.TENANT_MEETING.text("");

    private final RedisStore redis;
    private final RedisKeys keys;
    private final List<RegistryFault> faults = new ArrayList<>();
    private final Set<String> records = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    MeetingFaults(RedisStore redis) {
        this.redis = redis;
        this.keys = redis.keys();
    }

    List<RegistryFault> find() {
        // What points to records is read before them: what is added meanwhile then has its record.
        RedisScan scan = new RedisScan(redis);
        Set<String> assigned = new HashSet<>();
        scan.ranked(keys.of(RedisKey.ASSIGNMENTS), assigned::addAll);
        Map<String, String> bridges = new HashMap<>();
        scan.fields(keys.of(RedisKey.VOICE_BRIDGES), bridges::putAll);
        Set<String> servers = redis.call(commands -> commands.smembers(keys.of(RedisKey.SERVERS)));
        redis.call(commands -> commands.hgetall(keys.of(RedisKey.SPLITS)))
                .forEach((name, server) -> faults.add(new RegistryFault(Kind.MEETING_SPLIT, name, server)));
        Lists lists = new Lists(bridges, servers);
        scan.members(
                keys.of(RedisKey.MEETINGS),
                page -> read(page, PRIMARY, id -> keys.of(RedisKey.MEETING, id), Kind.MEETING_LISTED, lists));
        scan.members(
                keys.of(RedisKey.TENANT_MEETINGS),
                page -> read(
                        page,
                        TENANT_SCOPED,
                        member -> keys.of(RedisKey.TENANT_MEETING, member),
                        Kind.NAMESAKE_LISTED,
                        lists));
        bridges.forEach((bridge, holder) -> {
            if (!members.contains(holder)) {
                faults.add(new RegistryFault(Kind.BRIDGE_LEAKED, bridge));
            }
        });
        assigned.stream()
                .filter(name -> !records.contains(name))
                .forEach(name -> faults.add(new RegistryFault(Kind.ASSIGNMENT_LEFT, name)));
        // A page may repeat what an earlier one had.
        return faults.stream().distinct().toList();
    }

    private record Lists(Map<String, String> bridges, Set<String> servers) {}

    private void read(List<String> page, String kind, UnaryOperator<String> keyOf, Kind gone, Lists lists) {
        Map<String, Hashes.Fields> hashes = new Hashes(redis).read(page, keyOf, "server_id", "voice_bridge");
        hashes.forEach((member, fields) -> {
            String name = kind + member;
            if (fields.at(0).isEmpty()) {
                faults.add(new RegistryFault(gone, member));
                return;
            }
            if (!records.add(name)) {
                // An earlier page had it.
                return;
            }
            members.add(member);
            if (!lists.servers().contains(fields.text(0))) {
                faults.add(new RegistryFault(Kind.MEETING_ON_MISSING_SERVER, name));
            }
            if (!fields.text(1).isEmpty() && !member.equals(lists.bridges().get(fields.text(1)))) {
                faults.add(new RegistryFault(Kind.BRIDGE_UNCLAIMED, name));
                faults.add(new RegistryFault(Kind.BRIDGE_SHARED, name));
            }
        });
    }
}
